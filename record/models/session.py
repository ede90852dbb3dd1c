"""Where somebody is logged in: a session at the desk that its person can see and end."""

from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone


class SessionQuerySet(models.QuerySet):
    def of(self, person):
        """Return the sessions in which a person is logged in now, the last used first."""
        mine = self.filter(person=person, expire_date__gt=timezone.now())
        return mine.order_by("-used_at", "session_key")


class Session(AbstractBaseSession):
    """Django's session, and whose it is, since when, from where and in which browser."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    began_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls):
        return SessionStore

    @property
    def name(self):
        """What a form may say of it: whoever has the key itself is logged in."""
        return sha256(self.session_key.encode()).hexdigest()[:16]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, in our table (this module is the SESSION_ENGINE)."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.person_id = data.get(SESSION_KEY)
        session.began_at, session.used_at = (moment(data.get(n)) for n in ("began_at", "used_at"))
        session.address, session.browser = data.get("address", ""), data.get("browser", "")
        return session


def moment(seconds):
    return seconds and datetime.fromtimestamp(seconds, UTC)
