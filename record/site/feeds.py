"""New verdicts, and corrections of old ones, as Atom feeds."""

import json
import re

from django.conf import settings
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed

from record.documents.claimreview import claim_url
from record.models import Claim

from .pages import public_view

NEWEST = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@public_view
def verdicts(request):
    """The newest verdicts; an entry's id is the claim's own address."""
    return feed(request, "verdicts", "What was said, and whether it is so.", Claim.objects, summary)


@public_view
def corrections(request):
    """The newest corrections, each with what was wrong."""
    claims = Claim.objects.corrected()
    return feed(request, "corrections", "What we had wrong, and what is so.", claims, correction)


def feed(request, name, description, claims, entry_text):
    """Return the newest of the claims as Atom; `entry_text` maps a verification to text."""
    atom = Atom1Feed(
        title=f"{settings.PUBLIC_NAME}: {name}",
        link=f"{settings.PUBLIC_URL}/",
        description=description,
        feed_url=f"{settings.PUBLIC_URL}{request.path}",
        author_name=settings.PUBLIC_NAME,
    )
    for document in claims.in_order().values_list("document", flat=True)[:NEWEST]:
        claim = json.loads(document)
        atom.add_item(**atom_entry(claim, entry_text(claim["verification"])))
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


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


def xml_text(text):
    """Return the text without the control characters that XML forbids."""
    return NOT_IN_XML.sub("", text)
