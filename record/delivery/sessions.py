"""Sessions at the desk last while they are in use, and say where that is."""

from time import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.middleware import SessionMiddleware

from .rate_limit import client_address


class RenewedSessionMiddleware(SessionMiddleware):
    """Django's sessions, whose time begins anew while they are in use."""

    def process_response(self, request, response):
        session = request.session
        if session.accessed and SESSION_KEY in session:
            now = int(time())
            if now - session.get("used_at", 0) >= settings.SESSION_RENEWED_AFTER:
                session.setdefault("began_at", now)
                session["used_at"], session["address"] = now, client_address(request)
                session["browser"] = request.headers.get("User-Agent", "")[:200]
        return super().process_response(request, response)
