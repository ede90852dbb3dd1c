"""Which database this is: a random id that no copy of it shares for long."""

from uuid import uuid4

from django.db import models


class IdentityManager(models.Manager):
    def renew(self):
        """Give this database another identity; call it after its record was restored."""
        self.update_or_create(pk=1, defaults={"value": uuid4()})


class Identity(models.Model):
    """The only row of its table; a part of every ETag."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField(default=uuid4)

    objects = IdentityManager()

    class Meta:
        managed = False  # so that no `flush` empties it; migration 0008 makes the table

    def __str__(self):
        return str(self.value)
