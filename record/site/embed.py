"""A page elsewhere: a claim's card in a frame, oEmbed that leads there, and share pictures."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext, gettext_noop

from record.delivery.errors import error_response
from record.delivery.middleware import in_any_frame, in_language_of
from record.documents.claimreview import claim_url
from record.query.parameters import QueryForm, check

from .claim import CARD_HEIGHT, CARD_WIDTH, claim, frame_of
from .pages import fixed_view, path_of, public_view, show
from .picture import COLOURS, HEIGHT, WIDTH, png
from .reading import claim_of, found_by, named, read

LEAST = 240  # pixels of a card
ONE_DAY = 24 * 60 * 60
KINDS = {
    "speaker": gettext_noop("Speaker"),
    "topic": gettext_noop("Topic"),
    "publisher": gettext_noop("Publisher"),
    "article": gettext_noop("Article"),
}


def document(public_id):
    """Return the claim's document; Http404 if it is not public, withdrawn ones, too."""
    parts = read(
        named(public_id), found_by("record_claim"), claim="SELECT document, topics FROM found"
    )
    if not parts["claim"]:
        raise Http404
    return claim_of(parts["claim"][0])


@in_any_frame
@fixed_view
def card(request, public_id):
    """Show the claim in a few lines: the one page that others may put into a frame."""
    return show(request, "embedded", claim=document(public_id))


@fixed_view
def claim_picture(request, public_id):
    found = document(public_id)
    verdict = found["verdict"]
    drawn = (gettext(verdict["label"]), COLOURS[verdict["value"]])
    return picture_of(found["statement"], found["claimant"]["name"], *drawn)


@fixed_view
def picture(request, kind, public_id):
    """Answer with the picture of a speaker, topic, publisher or article."""
    parts = read(named(public_id), found_by(f"record_{kind}"), thing="SELECT document FROM found")
    if not parts["thing"]:
        raise Http404
    thing = parts["thing"][0]["document"]
    return picture_of(thing.get("headline") or thing["name"], gettext(KINDS[kind]))


@fixed_view
def site_picture(request):
    """Answer with the picture of every other page."""
    return picture_of(gettext("Who said what, and was it true"), "")


def picture_of(*drawn):
    return HttpResponse(png(*drawn), content_type="image/png")


class EmbedForm(QueryForm):
    url = forms.CharField(max_length=2000, help_text="The address of a claim's page.")
    maxwidth = forms.IntegerField(required=False, min_value=1, max_value=10_000)
    maxheight = forms.IntegerField(required=False, min_value=1, max_value=10_000)
    format = forms.CharField(required=False, max_length=10)


@public_view
def oembed(request):
    """Answer oEmbed 1.0 (oembed.com) with the card of the claim at `url`."""
    form = EmbedForm(request.GET)
    check(request.GET, form)
    given = form.cleaned_data
    if given.get("format", "json") != "json":
        return error_response(request, 501, "Ask for format=json: there is no other here.")
    found = document(claim_at(given["url"]))
    wide = min(given.get("maxwidth") or CARD_WIDTH, CARD_WIDTH)
    high = min(given.get("maxheight") or CARD_HEIGHT, CARD_HEIGHT)
    return JsonResponse(rich(found, max(wide, LEAST), max(high, LEAST)))


def claim_at(url):
    """Return the public id in the address of a claim's page of ours. Raises Http404 for others."""
    if not url.startswith(f"{settings.PUBLIC_URL}/"):
        raise Http404
    path = urlsplit(url).path
    try:
        with in_language_of(path):
            match = resolve(path)
    except Resolver404:
        raise Http404 from None
    if match.func is not claim:
        raise Http404
    return match.kwargs["public_id"]


def rich(claim, width, height):
    """Return the oEmbed answer of type "rich" (a dict)."""
    site = settings.PUBLIC_URL
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{claim['verdict']['label']}: {claim['statement']}",
        "url": claim_url(claim["id"]),
        "provider_name": settings.PUBLIC_NAME,
        "provider_url": f"{site}/",
        "cache_age": ONE_DAY,
        "html": frame_of(claim, width, height),
        "width": width,
        "height": height,
        "thumbnail_url": f"{site}{path_of('claim-picture', claim['slug'])}",
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }
