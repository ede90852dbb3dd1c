"""Superusers are made by the owner of the tables: the database refuses it to the desk."""

from django.contrib.auth.management.commands import createsuperuser

from config.owner import ByOwner


class Command(ByOwner, createsuperuser.Command):
    pass
