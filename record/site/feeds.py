"""New verdicts, and corrections of old ones, as Atom feeds."""

import json
import re

from django.conf import settings
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed

from record.documents.claimreview import address
from record.models import Claim

from .pages import public

NEWEST = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@public
def verdicts(request):
    """The newest findings; an entry's id is the claim's own address."""
    return feed(request, "verdicts", "What was said, and whether it is so.", Claim.objects, told)


@public
def corrections(request):
    """The newest findings that correct another, each with what was wrong."""
    claims = Claim.objects.corrected()
    return feed(request, "corrections", "What we had wrong, and what is so.", claims, wrong)


def feed(request, name, description, claims, telling):
    """The newest of the claims as Atom; `telling` says of a document what its entry says."""
    atom = Atom1Feed(
        title=f"{settings.PUBLIC_NAME}: {name}",
        link=f"{settings.PUBLIC_URL}/",
        description=description,
        feed_url=f"{settings.PUBLIC_URL}{request.path}",
        author_name=settings.PUBLIC_NAME,
    )
    for document in claims.in_order().values_list("document", flat=True)[:NEWEST]:
        claim = json.loads(document)
        atom.add_item(**entry(claim, telling(claim["verification"])))
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def told(finding):
    return finding["summary"]


def wrong(finding):
    return f"{finding['correction']} {finding['summary']}".strip()


def entry(claim, words):
    """A claim's document as the arguments of an entry that says these words."""
    verified = parse_datetime(claim["verified_at"])
    return {
        "title": xml(f"{claim['verdict']['label']}: {claim['statement']}"),
        "link": address(claim["id"]),
        "unique_id": address(claim["id"]),
        "description": xml(words),
        "categories": [xml(topic) for topic in claim["topics"]],
        "pubdate": verified,
        "updateddate": verified,
    }


def xml(text):
    """The text without the few control characters that no XML can hold."""
    return NOT_IN_XML.sub("", text)
