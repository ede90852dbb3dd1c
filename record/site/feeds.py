"""New verdicts, and corrections and withdrawals of old ones, as Atom feeds."""

import json
import re

from django.conf import settings
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed

from record.documents.claimreview import claim_url
from record.ledger import head_document
from record.models import Claim, Withdrawn

from .pages import public_view

NEWEST = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@public_view
def verdicts(request):
    """The newest verdicts; an entry's id is the claim's own address."""
    entries = newest(Claim.objects, summary)
    return feed(request, "verdicts", "What was said, and whether it is so.", entries)


@public_view
def corrections(request):
    """The newest corrections, each with what was wrong, and withdrawals, each with its reason."""
    withdrawals = [withdrawal(row) for row in Withdrawn.objects.newest()[:NEWEST]]
    entries = [*newest(Claim.objects.corrected(), correction), *withdrawals]
    entries.sort(key=lambda entry: entry["updateddate"], reverse=True)
    return feed(request, "corrections", "What we had wrong, and what is so.", entries[:NEWEST])


def feed(request, name, description, entries):
    """Return the entries, arguments of add_item(), as Atom."""
    atom = Atom1Feed(
        title=f"{settings.PUBLIC_NAME}: {name}",
        link=f"{settings.PUBLIC_URL}/",
        description=description,
        feed_url=f"{settings.PUBLIC_URL}{request.path}",
        author_name=settings.PUBLIC_NAME,
        feed_copyright=ledger_head(),
    )
    for each in entries:
        atom.add_item(**each)
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def ledger_head():
    """Return the head of the ledger in words, for who keeps a feed."""
    head = head_document()
    return head and f"Ledger: {head['size']} entries, root {head['root']}, {head['checkpoint']}"


def newest(claims, entry_text):
    """Return entries for the newest of the claims; `entry_text` maps a verification to text."""
    documents = claims.in_order().values_list("document", flat=True)[:NEWEST]
    found = map(json.loads, documents)
    return [atom_entry(claim, entry_text(claim["verification"])) for claim in found]


def summary(verification):
    return verification["summary"]


def correction(verification):
    return f"{verification['correction']} {verification['summary']}".strip()


def atom_entry(claim, text):
    """Return the arguments of add_item() for a claim's document."""
    verified = parse_datetime(claim["verified_at"])
    return {
        "title": xml_text(f"{claim['verdict']['label']}: {claim['statement']}"),
        "link": claim_url(claim["id"]),
        "unique_id": claim_url(claim["id"]),
        "description": xml_text(text),
        "categories": [xml_text(topic) for topic in claim["topics"]],
        "pubdate": verified,
        "updateddate": verified,
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
