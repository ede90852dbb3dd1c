"""New verdicts as an Atom feed."""

import json
import re

from django.conf import settings
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed

from .claimreview import address
from .models import Claim
from .pages import public

NEWEST = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@public
def verdicts(request):
    """The newest findings; an entry's id is the claim's own address."""
    feed = Atom1Feed(
        title=f"{settings.PUBLIC_NAME}: verdicts",
        link=f"{settings.PUBLIC_URL}/",
        description="What was said, and whether it is so.",
        feed_url=f"{settings.PUBLIC_URL}/feeds/verdicts.atom",
        author_name=settings.PUBLIC_NAME,
    )
    for document in Claim.objects.in_order().values_list("document", flat=True)[:NEWEST]:
        feed.add_item(**entry(json.loads(document)))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def entry(claim):
    """A claim's document as the arguments of an entry."""
    verified = parse_datetime(claim["verified_at"])
    return {
        "title": xml(f"{claim['verdict']['label']}: {claim['statement']}"),
        "link": address(claim["id"]),
        "unique_id": address(claim["id"]),
        "description": xml(claim["verification"]["summary"]),
        "categories": [xml(topic) for topic in claim["topics"]],
        "pubdate": verified,
        "updateddate": verified,
    }


def xml(text):
    """The text without the few control characters that no XML can hold."""
    return NOT_IN_XML.sub("", text)
