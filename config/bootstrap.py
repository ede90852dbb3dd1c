"""
Make a database and a checkout ready to serve: migrations, static files, seeds and log-ins.

Idempotent: done twice it changes nothing.
"""

import hashlib
import os
import secrets
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection, connections, transaction

from config.checks import wrong_with
from config.databases import ROLES
from config.environment import write_private
from config.owner import as_owner
from record import ledger

LOGINS = {"editor": "annotator", "reviewer": "reviewer"}  # user name: group


def prepare(*, seeds, say):
    """
    Migrate, collect static files, seed once; `say` prints a line.

    Several machines take turns.
    """
    with as_owner(), turn_taken():
        say("Preparing the database ...")
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        collect_static(say)
        if not somebody_can_log_in():
            if seeds and "seed" in get_commands():
                call_command("seed")
            make_logins(say)
        begin_ledger(say)
    connections.close_all()
    require_roles()


def begin_ledger(say):
    """Sign a first head; why there is none is said, and the site is served all the same."""
    try:
        ledger.begin()
    except ledger.Refused as refused:
        say(str(refused))


@contextmanager
def turn_taken():
    """Hold an advisory lock; a killed start gives it back with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('verbatim.prepare'))")
    try:
        yield
    finally:  # behind a pooler the connection stays open
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('verbatim.prepare'))")


def require_roles():
    """Raise CommandError unless each connection that serves is who it should be, and no more."""
    if wrong := [error for alias in ROLES for error in wrong_with(alias)]:
        raise CommandError(" ".join(f"{error.msg} {error.hint}" for error in wrong))


def somebody_can_log_in():
    return User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


@transaction.atomic
def make_logins(say):
    """Print passwords before the commit: a kill in between prints new ones, and loses none."""
    lines = []
    for name, group in LOGINS.items():
        user, _ = User.objects.get_or_create(username=name)
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.is_staff = True
        user.save()
        user.groups.add(Group.objects.get(name=group))
        lines.append(f"Log in as {name:9} password {password}   (shown only now)")
    if "JOURNAL_STREAM" in os.environ:  # systemd keeps what is printed in a log
        lines = [written_down(lines)]
    for line in lines:
        say(line)


def written_down(lines):
    """Write lines to a file that only its owner reads; return a sentence that says where."""
    place = settings.VAR / "first_passwords"
    write_private(place, "\n".join([*lines, ""]))
    return f"The first passwords are in {place}, which only you can read. Remove it then."


def collect_static(say):
    stamp, sources = settings.VAR / "static.stamp", static_fingerprint()
    if stamp.exists() and stamp.read_text() == sources:
        return
    say("Collecting static files ...")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(sources)


def static_fingerprint():
    """Digest the names, sizes and times of all static files, and what names the collected ones."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = os.stat(storage.path(name))
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
