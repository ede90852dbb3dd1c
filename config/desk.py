"""Sessions, logins and messages are the desk's: who only reads the record does not wait for them."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.csrf import CsrfViewMiddleware

READING = ("GET", "HEAD")
RECORD = ("/api/", "/v1alpha1/", "/exports/")


class ForTheDesk:
    """A middleware that a request for the record's data, which nobody's login changes, passes by."""

    def __call__(self, request):
        if request.method in READING and request.path_info.startswith(RECORD):
            return self.get_response(request)
        return super().__call__(request)


class Sessions(ForTheDesk, SessionMiddleware):
    pass


class Csrf(ForTheDesk, CsrfViewMiddleware):
    pass


class Authentication(ForTheDesk, AuthenticationMiddleware):
    pass


class Messages(ForTheDesk, MessageMiddleware):
    pass
