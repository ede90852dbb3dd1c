"""Open connections to public addresses alone, and end each by one deadline, whatever comes of it.

An address is checked after its name is resolved, and the very address that was checked is dialled:
a name server that answers differently the second time is not asked a second time.
"""

import socket
from ipaddress import ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

import httpcore
from django.conf import settings

from .document import Unreadable

PORTS = {"http": 80, "https": 443}
UNICAST = ip_network("2000::/3")
# Python 3.11 takes for public: protocol assignments, the 6to4 relays, and what carries IPv4.
SPECIAL = [*map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2002::/16", "2001::/32"))]
NOT_PUBLIC = (
    "{} is in a network of this server's own, or is no address of the public web; nothing is "
    "fetched from there. Save the page in a browser and upload the file."
)
NO_ADDRESS = "No server has the name {}. Look whether the address is right."
NO_CONNECTION = "The server of {} cannot be reached now. Try again later."
TOO_SLOW = "The page had not come whole after {} seconds. Try again, or save and upload it."


class Deadline:
    """So many seconds from now on; what asks for more after they are over is refused."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.end = monotonic() + seconds

    def left(self):
        """Return the seconds left. Raises Unreadable where there are none."""
        left = self.end - monotonic()
        if left <= 0:
            raise self.over()
        return left

    def over(self):
        """Return the error that says so."""
        return Unreadable(TOO_SLOW.format(self.seconds))


class PublicNetwork(httpcore.NetworkBackend):
    """What httpcore opens its connections with."""

    def __init__(self, deadline):
        self.deadline = deadline

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        addresses = resolve(host, port, self.deadline)
        if (host, port) not in settings.FETCH_ALSO:
            check(host, addresses)
        for address in addresses:
            try:
                return TimedStream(dial(address, port, self.deadline.left()), self.deadline)
            except httpcore.ConnectError:
                continue
        raise Unreadable(NO_CONNECTION.format(host))


class TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline: a byte a second does not renew it."""

    def __init__(self, stream, deadline):
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes, timeout=None):
        return self.stream.read(max_bytes, self.deadline.left())

    def write(self, buffer, timeout=None):
        self.stream.write(buffer, self.deadline.left())

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        secure = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left())
        return TimedStream(secure, self.deadline)

    def close(self):
        self.stream.close()

    def get_extra_info(self, info):
        return self.stream.get_extra_info(info)


def resolve(host, port, deadline):
    """Return the IP addresses of a host, in the order to try them. Raises Unreadable."""
    answers = SimpleQueue()  # in a thread, because the system's resolver takes no time limit
    Thread(target=lambda: answers.put(_addresses(host, port)), daemon=True).start()
    try:
        addresses = answers.get(timeout=deadline.left())
    except Empty:
        raise deadline.over() from None
    if not addresses:
        raise Unreadable(NO_ADDRESS.format(host))
    return addresses


def check(host, addresses):
    """Raise Unreadable unless all of a host's IP addresses are public."""
    if not all(map(is_public, addresses)):
        raise Unreadable(NOT_PUBLIC.format(host))


def is_public(address):
    """Return whether the IP address (a str) is one that everybody reaches the same host by."""
    ip = ip_address(address)
    if ip.version == 6 and ip not in UNICAST or any(ip in network for network in SPECIAL):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def dial(address, port, seconds):
    """Return a stream to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


def _addresses(host, port):
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(info[4][0] for info in found))
