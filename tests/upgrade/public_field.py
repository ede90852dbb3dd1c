"""`python -m tests.upgrade.public_field EXPORTS`: give a quote its context, and say who shows it.

Run in a checkout that has the field. Prints JSON of what each way out says of that quote, and
writes the exports that a restore takes into the folder EXPORTS.
"""

import csv
import io
import json
import sys
from pathlib import Path
from zipfile import ZipFile

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from config.owner import as_owner  # noqa: E402
from record.models import Change  # noqa: E402
from sources.models import Quote  # noqa: E402

WORDS = "in the council, after midnight"
client = Client(headers={"host": "localhost"})


def body(address):
    return client.get(address).getvalue()


def main(exports):
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    quote = Quote.objects.accepted().filter(claims__verdict__isnull=False).first()
    upgraded = Change.objects.latest("number").number
    quote.context = WORDS
    quote.save()
    for table in ("claims", "quotes", "speakers", "verifications"):
        call_command("export", table, format="jsonl", output=Path(exports, f"{table}.jsonl"))
    json.dump({"id": str(quote.public_id), "upgraded": upgraded, **shown(quote)}, sys.stdout)


def shown(quote):
    """{way out: what it says of the quote's context}."""
    address = f"/api/v1/quotes/{quote.public_id}/"
    with ZipFile(io.BytesIO(body("/exports/package.zip"))) as package:
        resources = json.loads(package.read("datapackage.json"))["resources"]
    claims = json.loads(body("/api/v1/claims/?page_size=200"))["results"]
    quotes = [each for claim in claims for each in claim["quotes"]]
    schema = json.loads(body("/api/v1/schema/"))["components"]["schemas"]["QuoteDocument"]
    return {
        "api": json.loads(body(address))["context"],
        "fields": json.loads(body(f"{address}?fields=context")),
        "claims": {q["context"] for q in quotes if q["id"] == str(quote.public_id)} == {WORDS},
        "schema": schema["properties"]["context"]["type"],
        "csv": in_csv("quotes", quote, "id"),
        "csv of claims": in_csv("appearances", quote, "quote"),
        "jsonl": [
            json.loads(line)["context"]
            for line in body("/exports/quotes.jsonl").splitlines()
            if str(quote.public_id) in line.decode()
        ],
        "package": [
            resource["name"]
            for resource in resources
            if "context" in [field["name"] for field in resource["schema"]["fields"]]
        ],
        "desk": at_the_desk(quote),
    }


def in_csv(table, quote, key):
    text = body(f"/exports/{table}.csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [row["context"] for row in rows if row[key] == str(quote.public_id)]


def at_the_desk(quote):
    with as_owner():
        client.force_login(User.objects.create_superuser("somebody"))
    page = body(f"/admin/sources/quote/{quote.pk}/change/").decode()
    return 'name="context"' in page and WORDS in page


if __name__ == "__main__":
    main(*sys.argv[1:])
