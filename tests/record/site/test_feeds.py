"""Feeds: of any filter, each with its own id, and texts that are text."""

from datetime import datetime
from uuid import uuid4
from xml.etree import ElementTree

import feedparser
import pytest

from sources.models import Merge
from tests.atom import faults
from tests.factories import (
    a_published_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verification,
    an_accepted_quote,
)

pytestmark = pytest.mark.usefixtures("without_locks")

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def read(client):
    """Returns a feed's root element."""

    def read(address):
        response = client.get(address)
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        return ElementTree.fromstring(response.content)

    return read


def of(element, *names):
    return [element.findtext(f"{ATOM}{name}") for name in names]


def titles(feed):
    return {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}


def test_a_summary_is_text_whatever_stands_in_it(read):
    claim = a_published_claim(statement="Rain < snow & <b>hail</b>.")
    a_verification(
        "published", claim=claim, summary="If a<b, it is <i>so</i>.", correction="It was snow."
    )
    entry = read("/feeds/verdicts.atom").find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}summary").attrib == {"type": "text"}
    assert of(entry, "title", "summary") == [
        "False: Rain < snow & <b>hail</b>.",
        "If a<b, it is <i>so</i>.",
    ]


def test_published_is_the_first_time_and_updated_the_correction(read):
    claim = a_published_claim()
    first = claim.verifications.get().published_at
    a_verification("published", claim=claim, correction="It was less.")
    second = claim.verifications.published().get().published_at
    for name in ("verdicts", "corrections"):
        entry = read(f"/feeds/{name}.atom").find(f"{ATOM}entry")
        stamps = [datetime.fromisoformat(stamp) for stamp in of(entry, "published", "updated")]
        assert stamps == [moment.replace(microsecond=0) for moment in (first, second)]
        assert first < second


def test_each_feed_has_its_own_id_and_names_its_licence(read, settings):
    settings.LICENCE = "https://licence.example/by"
    addresses = [
        "/feeds/verdicts.atom",
        "/feeds/corrections.atom",
        "/feeds/verdicts.atom?verdict=false",
    ]
    feeds = [read(address) for address in addresses]
    assert [of(feed, "id")[0] for feed in feeds] == [
        f"http://localhost:8000{address}" for address in addresses
    ]
    for feed in feeds:
        assert of(feed, "rights") == ["https://licence.example/by"]
        licences = [link.get("href") for link in feed if link.get("rel") == "license"]
        assert licences == ["https://licence.example/by"]


def test_speakers_topics_and_publishers_have_feeds_of_their_own(read, client):
    ana, paper = a_speaker(name="Ana"), a_publisher(name="Paper")
    quote = an_accepted_quote(ana, snapshot=a_snapshot(publisher=paper))
    claim = a_published_claim([quote], statement="Of hers.", claimant=ana)
    topic = claim.topics.create(name="Trees")
    a_published_claim(statement="Of others.")
    for kind, row in (("speaker", ana), ("topic", topic), ("publisher", paper)):
        own = read(f"/feeds/{kind}s/{row.public_id}.atom")
        assert titles(own) == {"False: Of hers."}
        assert row.name in own.findtext(f"{ATOM}title")
        slug = client.get(f"/api/v1/{kind}s/{row.public_id}/").json()["slug"]
        assert titles(read(f"/feeds/{kind}s/{slug}.atom")) == {"False: Of hers."}
        assert page_of(own) == f"http://localhost:8000/{kind}s/{slug}/"
        assert titles(read(f"/feeds/verdicts.atom?{kind}={row.name}")) == {"False: Of hers."}


def page_of(feed):
    (page,) = [link.get("href") for link in feed if link.get("rel") == "alternate"]
    return page


def test_a_feed_leads_to_the_page_of_what_it_feeds(read, client):
    a_published_claim()
    pages = {
        "verdicts.atom": "/",
        "verdicts.atom?verdict=false&q=city": "/?verdict=false&q=city",
        "corrections.atom": "/corrections/",
    }
    for feed, page in pages.items():
        assert page_of(read(f"/feeds/{feed}")) == f"http://localhost:8000{page}"
        assert client.get(page).status_code == 200


def test_a_filter_of_corrections_finds_no_withdrawals(read):
    a_published_claim().verifications.get().withdraw("The source was wrong.")
    assert titles(read("/feeds/corrections.atom")) == {"Withdrawn"}
    assert titles(read("/feeds/corrections.atom?verdict=false")) == set()


@pytest.mark.parametrize("address", ["verdicts.atom?nothing=1", "corrections.atom?verdict=fals"])
def test_what_a_feed_does_not_know_is_a_400(client, address):
    a_published_claim()
    response = client.get(f"/feeds/{address}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_a_feed_of_nobody_is_a_404(client):
    for nobody in (uuid4(), a_speaker().public_id):
        assert client.get(f"/feeds/speakers/{nobody}.atom").status_code == 404


def test_the_feed_of_a_merged_speaker_goes_on_at_its_former_address(read):
    kept, other = a_speaker(name="Ann Lee"), a_speaker(name="Anne Lee")
    a_published_claim(statement="It rained.", claimant=kept)
    Merge.objects.create(merged=other, kept=kept, reason="One person.")
    assert titles(read(f"/feeds/speakers/{other.public_id}.atom")) == {"False: It rained."}


def test_a_filter_narrows_the_feed_of_a_speaker(read):
    ann, bo = a_speaker(name="Ann Lee"), a_speaker(name="Bo Chan")
    a_published_claim(statement="It rained.", claimant=ann)
    a_published_claim(statement="It snowed.", claimant=bo)
    assert titles(read(f"/feeds/speakers/{ann.public_id}.atom?speaker=Bo+Chan")) == set()
    assert titles(read(f"/feeds/speakers/{ann.public_id}.atom?verdict=false")) == {
        "False: It rained."
    }


def test_an_empty_feed_says_the_same_each_time(client):
    assert client.get("/feeds/verdicts.atom").content == client.get("/feeds/verdicts.atom").content


@pytest.fixture
def many():
    """Claims that try a reader of feeds: corrected, withdrawn, of hostile words, with topics."""
    claim = a_published_claim(statement="Rain < snow & <b>hail</b>\x0b.", language="en")
    claim.topics.create(name='Health; "care" & <more>')
    a_verification("published", claim=claim, summary="If a<b, so.", correction="It was snow.")
    a_published_claim(statement="Жодна річка.", language="uk")
    a_published_claim().verifications.get().withdraw("The <source> was wrong.")
    return claim


FEEDS = ["verdicts", "corrections", "verdicts.atom?q=rain&verdict=false", "verdicts.atom?q=nothing"]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_is_what_atom_s_rfc_says_it_must_be(read, many, feed):
    address = feed if ".atom" in feed else f"{feed}.atom"
    assert list(faults(read(f"/feeds/{address}"))) == []


def test_the_rfc_s_rules_find_a_feed_s_faults():
    bad = ElementTree.fromstring(
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>no</id><title>a<b/></title><title>b</title>'
        "<entry><id>x:1</id><updated>2026-03-01</updated><pubDate/></entry></feed>"
    )
    found = "\n".join(faults(bad))
    for words in (
        *("2 title", "0 updated", "“no” is no absolute IRI", "elements inside", "has an author"),
        *("0 title", "“2026-03-01” is no time", "no pubDate", "neither content nor a link"),
    ):
        assert words in found


@pytest.mark.parametrize("feed", FEEDS[:2])
def test_feedparser_reads_every_word_of_a_feed(client, many, feed):
    read = feedparser.parse(client.get(f"/feeds/{feed}.atom").content)
    assert not read.bozo and read.version == "atom10"
    assert read.feed.license
    (entry,) = [entry for entry in read.entries if "hail" in entry.title]
    assert entry.title == "False: Rain < snow & <b>hail</b>."
    assert entry.title_detail.type == "text/plain" and "If a<b, so." in entry.summary
    assert [tag.term for tag in entry.tags] == ['Health; "care" & <more>']
    assert entry.published_parsed <= entry.updated_parsed
    assert entry.link.endswith(f"/claims/{many.public_id}/")
