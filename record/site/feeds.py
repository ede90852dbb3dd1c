"""
New verdicts, and corrections and withdrawals of old ones, as Atom feeds.

Each takes the filters of claims/; a speaker, a topic and a publisher have one of their own, too.
"""

import json
import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed

from record.documents.claimreview import claim_url
from record.ledger import head_document
from record.models import Withdrawn
from record.query.filters import ClaimFilter

from .pages import filtered, path_of, public_view
from .things import read_name

NEWEST = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
SAID = "What was said, and whether it is so."
OF = ("speaker", "topic", "publisher")  # each of which has a feed of its own


class TextFeed(Atom1Feed):
    """Atom (RFC 4287) with its licence, whose summaries are text: a “<” in one is no tag."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("link", None, {"rel": "license", "href": settings.LICENCE})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NOTHING_YET


@public_view
def verdicts(request):
    """Return the newest verdicts; an entry's id is the claim's own address."""
    found = newest(filtered(request.GET, ClaimFilter), summary)
    return feed(request, "verdicts", SAID, found, path_of("front") + asked(request))


@public_view
def verdicts_of(request, kind, public_id):
    """Return the newest verdicts on what a speaker said or a publisher printed, or on a topic."""
    thing = read_name(kind, public_id)
    rows = filtered(request.GET, ClaimFilter).filter(**{f"{kind}s__contains": [thing["id"]]})
    named = thing["document"]
    page = path_of(kind, named["slug"])
    return feed(request, named["name"], SAID, newest(rows, summary), page)


@public_view
def corrections(request):
    """
    Return the newest corrections, each with what was wrong, and withdrawals, each with its reason.

    A filter finds no withdrawals: nothing is known of them that it could ask for.
    """
    entries = newest(filtered(request.GET, ClaimFilter).corrected(), correction)
    if not request.GET:
        entries += [withdrawal(row) for row in Withdrawn.objects.newest()[:NEWEST]]
    entries.sort(key=lambda entry: entry["updateddate"], reverse=True)
    words, page = "What we had wrong, and what is so.", path_of("corrections")
    return feed(request, "corrections", words, entries[:NEWEST], page)


def feed(request, name, description, entries, page):
    """
    Return the entries, arguments of add_item(), as Atom.

    The feed's id is its own address; `page` is the path of what it feeds from, for people.
    """
    filters = "".join(f", {key} {value}" for key, value in request.GET.items())
    address = f"{settings.PUBLIC_URL}{request.path}{asked(request)}"
    atom = TextFeed(
        title=xml_text(f"{settings.PUBLIC_NAME}: {name}{filters}"),
        link=f"{settings.PUBLIC_URL}{page}",
        description=description,
        feed_url=address,
        feed_guid=address,
        author_name=settings.PUBLIC_NAME,
        feed_copyright=rights(),
    )
    for each in entries:
        atom.add_item(**each)
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def asked(request):
    return f"?{request.GET.urlencode()}" if request.GET else ""


def rights():
    """Return the licence and, for who keeps a feed, the head of the ledger, in words."""
    head = head_document()
    ledger = head and f"Ledger: {head['size']} entries, root {head['root']}, {head['checkpoint']}"
    return "\n".join(filter(None, (settings.LICENCE, ledger)))


def newest(claims, entry_text):
    """Return entries for the newest of the claims; `entry_text` maps a verification to text."""
    found = claims.in_order().values_list("document", "first_verified_at")[:NEWEST]
    return [atom_entry(json.loads(document), first, entry_text) for document, first in found]


def summary(verification):
    return verification["summary"]


def correction(verification):
    return f"{verification['correction']} {verification['summary']}".strip()


def atom_entry(claim, first, entry_text):
    """Return the arguments of add_item() for a claim's document, published at `first`."""
    changes = [claim["verified_at"], *(each["applied_at"] for each in claim["amendments"])]
    return {
        "title": xml_text(f"{claim['verdict']['label']}: {claim['statement']}"),
        "link": claim_url(claim["id"]),
        "unique_id": claim_url(claim["id"]),
        "description": xml_text(entry_text(claim["verification"])),
        "categories": [xml_text(topic) for topic in claim["topics"]],
        "pubdate": first.replace(microsecond=0),  # as the documents have it
        "updateddate": max(map(parse_datetime, changes)),
    }


def withdrawal(withdrawn):
    """Return the arguments of add_item() for a withdrawn claim: none of its words."""
    return {
        "title": "Withdrawn",
        "link": claim_url(withdrawn.public_id),
        "unique_id": claim_url(withdrawn.public_id),
        "description": xml_text(str(withdrawn)),
        "pubdate": withdrawn.withdrawn_at,
        "updateddate": withdrawn.withdrawn_at,
    }


def xml_text(text):
    """Return the text without the control characters that XML forbids."""
    return NOT_IN_XML.sub("", text)
