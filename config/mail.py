"""Read from the environment how mail is sent: MAIL_URL, and MAIL_FROM."""

import os
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 587, "smtps": 465}  # with STARTTLS, and with TLS from the beginning
FORM = "write smtps://user:password@host:465, or smtp:// for a server that begins TLS later."


def mail():
    """Return Django's settings of mail; an empty dictionary where none is set up."""
    url, sender = os.environ.get("MAIL_URL"), os.environ.get("MAIL_FROM", "")
    if not url:
        return {}
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise ImproperlyConfigured(f"MAIL_URL is not understood; {FORM}") from None
    if not parts.hostname or "@" not in sender:
        raise ImproperlyConfigured("MAIL_URL needs a host, and MAIL_FROM an address to send from.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }
