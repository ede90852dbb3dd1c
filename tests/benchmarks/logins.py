"""How long readers wait while forty wrong passwords are tried at once."""

import re
import statistics
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

from config.bootstrap import collect_static

from .api import OURS, ours

TRIES, SECONDS, GOAL = 40, 4, 0.5  # the goal in seconds: the slowest reader


def measure(database, say):
    collect_static(say)
    with ours(database, RESPONSE_CACHE_MB="0"):
        say(told("alone", reads(lambda: time.sleep(SECONDS))))
        forms = [Form(number) for number in range(TRIES)]
        say(told(f"beside {TRIES} wrong passwords", reads(lambda: tried_at_once(forms))))


class Form:
    """The log-in form as a browser of its own has it."""

    def __init__(self, number):
        self.connection = HTTPConnection("127.0.0.1", OURS, timeout=120)
        self.connection.request("GET", "/admin/login/")
        answer = self.connection.getresponse()
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())[1]
        sent = {"username": f"nobody{number}", "password": "wrong", "csrfmiddlewaretoken": token}
        self.body = urlencode(sent)

    def send(self):
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        self.connection.request("POST", "/admin/login/", self.body, kind)
        assert "correct" in self.connection.getresponse().read().decode()


def tried_at_once(forms):
    threads = [threading.Thread(target=form.send) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def reads(meanwhile):
    """Seconds of each read of the API while something goes on, and how long that took."""
    took, ended = [], threading.Event()

    def read():
        connection = HTTPConnection("127.0.0.1", OURS)
        while not ended.is_set():
            began = time.monotonic()
            connection.request("GET", "/api/v1/claims/?page_size=5")
            connection.getresponse().read()
            took.append(time.monotonic() - began)
            time.sleep(0.01)

    reader = threading.Thread(target=read)
    reader.start()
    began = time.monotonic()
    meanwhile()
    lasted = time.monotonic() - began
    ended.set()
    reader.join()
    return took, lasted


def told(when, measured):
    took, lasted = measured
    missed = "  missed" if max(took) > GOAL else ""
    return (
        f"{when}, {lasted:.1f} s: {len(took)} reads, median {statistics.median(took):.3f} s, "
        f"slowest {max(took):.3f} s{missed}"
    )
