"""A claim on other people's pages, and what search engines are told."""

import json
from io import BytesIO
from urllib.parse import urlsplit
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from PIL import Image

from record.site import picture, sitemap
from tests.factories import (
    a_claim,
    a_published_claim,
    a_speaker,
    a_verification,
    an_accepted_quote,
)

SITE = "http://localhost:8000"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def address(claim):
    return f"{SITE}/claims/{claim.public_id}/"


def oembed(client, url, **query):
    return client.get("/oembed", {"url": url, **query})


def consumed(client, page):
    """The oEmbed answer that a page leads to, as whoever embeds it finds it (oembed.com)."""
    head = client.get(urlsplit(page).path).content.decode().split("</head>")[0]
    (link,) = [line for line in head.splitlines() if "application/json+oembed" in line]
    href = ElementTree.fromstring(link.replace(">", "/>")).get("href")
    answer = client.get(href.removeprefix(SITE))
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


def test_who_embeds_a_claim_finds_a_frame_that_may_be_framed(client):
    claim = a_published_claim(statement='It <b>"rained"</b>.')
    answer = consumed(client, address(claim))
    frame = ElementTree.fromstring(answer["html"])
    assert (answer["version"], answer["type"], frame.tag) == ("1.0", "rich", "iframe")
    assert frame.get("title") == 'False: It <b>"rained"</b>.'
    assert (int(frame.get("width")), int(frame.get("height"))) == (600, 320)
    card = client.get(frame.get("src").removeprefix(SITE))
    assert card.status_code == 200 and "X-Frame-Options" not in card
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "<script" not in card.content.decode() and not card.cookies


@pytest.mark.parametrize("language", ["de", "pl"])
def test_a_claim_s_page_is_embedded_from_its_address_in_any_language(client, language):
    claim = a_published_claim()
    there = address(claim).replace("/claims/", f"/{language}/claims/")
    assert oembed(client, there).json() == oembed(client, address(claim)).json()


def test_the_icon_is_also_where_programs_look_that_read_no_page(client):
    icon = client.get("/favicon.ico")
    assert (icon.status_code, icon["Location"]) == (302, "/static/sources/icon.svg")
    assert f'<link rel="icon" href="{icon["Location"]}">' in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/claims/{}/", "/speakers/", "/exports/", "/oembed?url={}"])
def test_nothing_else_may_be_framed(client, path):
    claim = a_published_claim()
    response = client.get(path.format(claim.public_id))
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_card_is_no_larger_than_it_may_be(client):
    claim = a_published_claim()
    sizes = [
        oembed(client, address(claim), maxwidth=width, maxheight=width).json()
        for width in (100, 300, 5000)
    ]
    assert [(one["width"], one["height"]) for one in sizes] == [(240, 240), (300, 300), (600, 320)]


def test_only_a_public_claim_of_ours_is_embedded(client):
    claim = a_published_claim()
    hidden, gone = a_claim(), a_verification("withdrawn").claim
    for other in (
        *(address(hidden), address(gone), f"{SITE}/claims/{uuid4()}/", f"{SITE}/nothing/"),
        address(claim).replace("localhost", "elsewhere.example"),
        f"{SITE}.elsewhere.example/claims/{claim.public_id}/",
        f"{SITE}/speakers/{claim.claimant.public_id}/",
    ):
        assert oembed(client, other).status_code == 404, other
    refused = client.get("/oembed")
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert oembed(client, address(claim), format="xml").status_code == 501
    for path in ("card/", "card.png"):
        assert client.get(f"/claims/{gone.public_id}/{path}").status_code == 404


def test_the_picture_of_a_claim_is_a_png_that_its_page_names(client):
    claim = a_published_claim(statement="Жодна річка не перевірялася.", language="uk")
    head = client.get(f"/claims/{claim.public_id}/").content.decode().split("</head>")[0]
    (named,) = [line for line in head.splitlines() if '"og:image"' in line]
    response = client.get(named.split('content="')[1].split('"')[0].removeprefix(SITE))
    image = Image.open(BytesIO(response.content))
    assert (response["Content-Type"], image.format) == ("image/png", "PNG")
    assert image.size == (1200, 630) and len(response.content) < 100_000
    assert (
        response["ETag"] and response.content == client.get(response.request["PATH_INFO"]).content
    )


@pytest.mark.parametrize(
    "statement", ["Rain.", "Long " * 200, "W" * 500, "יום שבת", "🌳", "two\nlines", "łąка"]
)
def test_a_statement_of_any_length_and_letters_has_a_picture(statement):
    size, lines = picture.fitted(picture.shown(statement))
    assert len(lines) * size * picture.LEADING <= picture.ROOM
    room = picture.WIDTH - 2 * picture.MARGIN
    assert all(picture.width(line, picture.SERIF, size) <= room for line in lines)
    assert picture.png(statement, statement, "False").startswith(b"\x89PNG")


def test_no_line_of_a_picture_begins_with_a_question_mark():
    for words in ("Qui a dit quoi, et est-ce vrai\xa0?", "Qui a dit quoi, et est-ce vrai ?"):
        size, lines = picture.fitted(words)
        assert (size, lines) == (64, ["Qui a dit quoi, et est-ce", "vrai ?"])


def places(client, path):
    root = ElementTree.fromstring(client.get(path).content)
    return [entry.findtext(f"{SPACE}loc") for entry in root]


def test_the_sitemaps_name_every_page_once(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_SITEMAP", 2)
    claims = [a_published_claim(claimant=a_speaker()) for _ in range(5)]
    a_verification("submitted")
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in robots and "Disallow: /admin/" in robots
    parts = [place.removeprefix(SITE) for place in places(client, "/sitemap.xml")]
    assert [part for part in parts if "claim" in part] == [
        f"/sitemaps/claim-{n}.xml" for n in (1, 2, 3)
    ]
    named = [place for part in parts for place in places(client, part)]
    assert len(named) == len(set(named)) == len(sitemap.PAGES) + 10
    for claim in claims:
        assert [p for p in named if f"-{str(claim.public_id).replace('-', '')[:12]}/" in p]
    for place in named:
        assert client.get(place.removeprefix(SITE)).status_code == 200, place
    for number in (0, 4):
        assert client.get(f"/sitemaps/claim-{number}.xml").status_code == 404


def test_a_page_says_its_name_to_those_who_share_it(client):
    claim = a_published_claim(statement="It rained.")
    page = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert '<meta property="og:title" content="False: It rained.">' in page
    assert '<meta property="og:description" content="It is not so.">' in page
    assert json.dumps(page).count("<h1") == 1


def share_picture(client, path):
    """The image that a page names for its links."""
    head = client.get(path).content.decode().split("</head>")[0]
    (named,) = [line for line in head.splitlines() if '"og:image"' in line]
    address = named.split('content="')[1].split('"')[0]
    assert address.startswith(SITE)
    return client.get(address.removeprefix(SITE)).content


def test_every_page_has_a_picture_of_its_own_or_the_site_s(client):
    quote = an_accepted_quote(a_speaker(name="Ana Ilić"))
    claim, article = a_claim(claimant=quote.speaker), quote.snapshot.article
    claim.topics.create(name="Trees")
    a_verification("published", claim=claim)
    own = [
        share_picture(client, path)
        for path in (
            f"/claims/{claim.public_id}/",
            f"/speakers/{claim.claimant.public_id}/",
            f"/topics/{claim.topics.get().public_id}/",
            f"/articles/{article.public_id}/",
        )
    ]
    of_the_site = [share_picture(client, path) for path in ("/", "/method/", "/speakers/")]
    assert len({*own, *of_the_site}) == 5 and len(set(of_the_site)) == 1
    assert share_picture(client, "/pl/method/") not in of_the_site
    assert all(Image.open(BytesIO(one)).size == (1200, 630) for one in own)
    hidden = a_speaker(name="Not public")
    assert client.get(f"/speakers/{hidden.public_id}/card.png").status_code == 404
