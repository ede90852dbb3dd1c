"""Sessions, logins and messages are the desk's: who reads the record does not wait for them."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from psycopg.errors import DeadlockDetected

from .errors import refusal

AGAIN = (
    "Somebody changed the same records at the same moment, and nothing of yours is saved. "
    "Go back, and send it again."
)
READING = ("GET", "HEAD")
RECORD = ("/api/", "/v1alpha1/", "/exports/")


class ForTheDesk:
    """A middleware passed by when the record's data are read, which nobody's login changes."""

    def __call__(self, request):
        if request.method in READING and request.path_info.startswith(RECORD):
            return self.get_response(request)
        return super().__call__(request)


class Sessions(ForTheDesk, SessionMiddleware):
    pass


class Authentication(ForTheDesk, AuthenticationMiddleware):
    pass


class Messages(ForTheDesk, MessageMiddleware):
    def process_exception(self, request, exception):
        """Of two who wait for each other PostgreSQL ends one, whose whole request is undone."""
        if isinstance(exception.__cause__, DeadlockDetected):
            return refusal(request, 503, AGAIN)
