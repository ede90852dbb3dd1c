"""
Work that is killed: `python -m tests.faults.work`, told on standard input what to do.

For each line, `save` or `publish`, a child does it again and again. It prints its process id first,
and the id of each claim once the transaction that made it is committed.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main():
    django.setup()
    from django.db import connections

    for line in sys.stdin:
        connections.close_all()
        if os.fork() == 0:
            say(os.getpid())
            again_and_again(line.strip())


def again_and_again(what):
    """Do it until this process is killed or the database is away."""
    from django.contrib.auth.models import User
    from django.db import DatabaseError

    from tests import factories

    factories.number = iter(lambda: int.from_bytes(os.urandom(8), "big"), None)
    people = {"author": "annotator", "reviewer": "reviewer"}
    people = {name: User.objects.get(username=name) for name in people}
    try:
        while True:
            say(WAYS[what](factories, people).public_id)
    except DatabaseError:
        os._exit(1)


def save(factories, people):
    return factories.a_claim(statement="The bridge was closed for a day.")


def publish(factories, people):
    """One publication of a claim with a quote and evidence, in steps as the desk takes them."""
    claim = factories.a_claim()
    factories.an_appearance(claim, factories.an_accepted_quote(claim.claimant))
    verification = factories.a_verification("submitted", claim=claim, author=people["author"])
    verification.publish(by=people["reviewer"])
    return claim


WAYS = {"save": save, "publish": publish}


def say(what):
    """Print a line by one write, so that whoever is killed leaves no half of it."""
    os.write(sys.stdout.fileno(), f"{what}\n".encode())


if __name__ == "__main__":
    main()
