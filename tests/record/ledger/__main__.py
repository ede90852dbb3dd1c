"""
`python -m tests.record.ledger NUMBER`: as many tamperings, each found, on a database of its own.

Wants DATABASE_URL and SECRET_KEY; prints every ten what was tried, and any that was not found.
"""

import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(number):
    from tests.databases import database

    with database("verbatim_tampering") as url, tempfile.TemporaryDirectory() as place:
        os.environ |= {"DATABASE_URL": url, "LEDGER_DIR": str(Path(place) / "ledger")}
        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from config.owner import as_owner

        with as_owner():
            call_command("migrate", verbosity=0)
        fill()
        with as_owner():
            missed = tamper(number)
        connections.close_all()
    return missed


def fill():
    """The seed, and claims that were published, corrected, renamed and withdrawn."""
    from django.core.management import call_command

    from config.owner import as_owner
    from record.ledger import begin, keep
    from tests.factories import a_published_claim, a_verification, amended, an_accepted_quote

    call_command("seed")
    with as_owner():
        begin()
    for n in range(12):
        claim = a_published_claim([an_accepted_quote()])
        if n % 3 == 0:
            a_verification("published", claim=claim, correction="The year was wrong.")
        if n % 4 == 0:
            amended(claim.claimant, name=f"Ana Ilić {n}")
        if n % 6 == 0:
            claim.verifications.get(stage="published").withdraw("The source was wrong.")
        keep()
    call_command("keep_edition")
    keep()


def tamper(number):
    from record.ledger import verify
    from tests.record.ledger.tampering import KINDS, tampered

    chance, tried, missed = random.Random(21), Counter(), []
    assert list(verify()) == []
    for n in range(number):
        kind = KINDS[n % len(KINDS)]
        with tampered(kind, chance) as what:
            if next(verify(), None) is None:
                missed.append(what)
                print("NOT FOUND:", kind, what, flush=True)
        tried[kind] += 1
        if n % 100 == 99:
            print(f"{n + 1:,} tried, {len(missed)} not found: {dict(tried)}", flush=True)
            assert list(verify()) == [], "a false alarm"
    return len(missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])) > 0)
