"""The page of one claim: what was said, what was found, on what that rests, and what changed."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from record.documents.claimreview import claim_review, claim_url
from record.models import Withdrawn
from record.query.paths import has_public_id

from .pages import address_of, fixed_view, path_of, show
from .reading import claim_of, found_by, named, quote_of, read

CARD_WIDTH, CARD_HEIGHT = 600, 320
VERIFICATIONS = """
SELECT v.document FROM record_verification v, found f WHERE v.claim = f.public_id
ORDER BY v.published_at DESC, v.public_id DESC
"""
# Of each quote: who published it, and its text where that may be shown.
PLACES = """
SELECT q.public_id AS quote, q.publisher, n.document ->> 'text' AS text
FROM found f CROSS JOIN json_array_elements(f.document -> 'quotes') listed
JOIN record_quote q ON q.public_id = (listed ->> 'id')::uuid
LEFT JOIN record_snapshot n ON n.article = q.article
    AND n.document ->> 'number' = listed #>> '{snapshot,number}'
"""


@fixed_view
def claim(request, public_id):
    """Show the page of a claim, found by its id or slug, with its one ClaimReview inside."""
    parts = read_claim(public_id)
    if parts is None:
        return withdrawn_claim(request, public_id)
    claim = parts["claim"]
    context = {
        "claim": claim,
        "changes": changes(parts["verifications"]),
        "address": claim_url(claim["id"]),
        "review": claim_review(claim),
        **elsewhere(claim),
    }
    return show(request, "claim", path_of("claim", claim["slug"]), **context)


def elsewhere(claim):
    """Return what the page says to those who show it elsewhere: picture, words, oEmbed, a frame."""
    site, slug = settings.PUBLIC_URL, claim["slug"]
    return {
        "share": {
            "type": "article",
            "title": found_of(claim),
            "description": claim["verification"]["summary"],
            "picture": address_of("claim-picture", slug),
        },
        "oembed": f"{site}{reverse('oembed')}?{urlencode({'url': claim_url(claim['id'])})}",
        "frame": frame_of(claim),
    }


def frame_of(claim, width=CARD_WIDTH, height=CARD_HEIGHT):
    """Return the HTML of a frame with the claim's card, for other people's pages."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        f"{settings.PUBLIC_URL}{reverse('claim-card', args=[claim['slug']])}",
        width,
        height,
        found_of(claim),
    )


def found_of(claim):
    """Return the verdict and the claim, as the page's language writes a colon between them."""
    return f"{gettext(claim['verdict']['label'])}{gettext(':')} {claim['statement']}"


def read_claim(public_id):
    """Return the claim's document and all its verifications, the newest first; None if none is."""
    parts = read(
        named(public_id),
        found_by("record_claim"),
        claim="SELECT document, topics FROM found",
        verifications=VERIFICATIONS,
        places=PLACES,
    )
    if not parts["claim"]:
        return None
    claim = claim_of(parts["claim"][0])
    places = {place["quote"]: place for place in parts["places"]}
    claim["quotes"] = [placed(quote, places.get(quote["id"])) for quote in claim["quotes"]]
    return {"claim": claim, "verifications": [row["document"] for row in parts["verifications"]]}


def placed(quote, place):
    """Return a quote with its publisher and, where the text may be shown, the words around it."""
    if place is None:  # it is made anew in a batch that waits
        return quote
    text = place["text"] or ""
    before, after = text[: quote["start"]], text[quote["end"] :]
    around = {"before": sentence_end(before), "after": sentence_begin(after)}
    return quote_of(quote, place["publisher"]) | (around if text else {})


STOPS = ".!?…\n"
AROUND = 300


def sentence_end(before):
    """Return what stands before the words in their sentence."""
    near = before[-AROUND:]
    stop = max((near.rfind(f"{sign} ") for sign in STOPS), default=-1)
    return near[max(stop + 1, near.rfind("\n") + 1) :].lstrip()


def sentence_begin(after):
    """Return what stands after the words in their sentence."""
    near = after[:AROUND]
    ends = [place + 1 for sign in STOPS if (place := near.find(sign)) >= 0]
    return near[: min(ends, default=len(near))].rstrip()


def changes(verifications):
    """Return each verification that superseded one, with the one that it corrected as `was`."""
    earlier = {verification["id"]: verification for verification in verifications}
    return [
        verification | {"was": earlier.get(verification["supersedes"])}
        for verification in verifications
        if verification["supersedes"]
    ]


def withdrawn_claim(request, public_id):
    """Show the page (410) of a claim that was withdrawn: when and why, and none of its words."""
    found = Withdrawn.objects.filter(has_public_id(public_id)).order_by("public_id")
    withdrawn = found.first()
    if withdrawn is None:
        raise Http404
    context = {"withdrawn": withdrawn, "address": claim_url(withdrawn.public_id)}
    return show(request, "withdrawn", status=HTTPStatus.GONE, **context)
