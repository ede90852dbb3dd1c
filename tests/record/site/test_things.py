"""The pages of speakers, topics, publishers, articles, lists, and those about the record."""

import re
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from claims.models import Topic
from config.owner import as_owner
from record.delivery.addresses import OTHERS
from record.site import about, front, lists, tally
from record.sql import tally as counting
from sources.models import Merge
from tests.factories import (
    a_claim,
    a_published_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verdict,
    a_verification,
    an_accepted_quote,
    an_appearance,
)

pytestmark = pytest.mark.usefixtures("without_locks")
TWICE = "“We will plant ten thousand trees,” she said. Nobody answered. “It is late.”"


@pytest.fixture
def world():
    """A public claim that somebody of two roles made in an article of a publisher."""
    paper = a_publisher(name="Harbour Gazette", domain="gazette.example")
    speaker = a_speaker(name="Łucja Żak", aliases=["L. Zak"], wikidata_id="Q42")
    speaker.roles.create(title="mayor", organisation="Brzeg", start_date="2024-01-01")
    speaker.roles.create(title="clerk", organisation="Brzeg", end_date="2023-12-31")
    snapshot = a_snapshot(TWICE, headline="Trees", publisher=paper)
    quote = an_accepted_quote(speaker, snapshot=snapshot, said_on="2026-03-01")
    claim = a_claim(claimant=speaker, statement="Trees will be planted.", claimed_on="2026-03-01")
    claim.topics.create(name="Parks")
    an_appearance(claim, quote)
    a_verification("published", claim=claim)
    return claim


def shown(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200, path
    return response.content.decode()


def links(text, kind):
    return re.findall(rf'href="(/{kind}/[^"?#]+)"', text)


def test_names_lead_from_a_claim_to_all_that_has_a_page_and_back(client, world):
    claim = shown(client, f"/claims/{world.public_id}/")
    for kind, name in (
        ("speakers", "Łucja Żak"),
        ("topics", "Parks"),
        ("publishers", "Harbour Gazette"),
        ("articles", "Trees"),
    ):
        page = shown(client, links(claim, kind)[0])
        assert f"<bdi>{name}</bdi></h1>" in page or f">{name}</bdi></h1>" in page
        if kind != "articles":
            assert links(page, "claims")[0].endswith(
                f"-{str(world.public_id).replace('-', '')[:12]}/"
            )


@pytest.mark.parametrize("kind", ["speaker", "topic", "publisher"])
def test_a_link_is_the_page_s_own_address(client, world, kind):
    (link, *_) = links(shown(client, f"/claims/{world.public_id}/"), f"{kind}s")
    assert f'rel="canonical" href="http://localhost:8000{link}"' in shown(client, link)


def test_a_claim_is_found_by_its_id_and_by_any_slug_that_ends_so(client, world):
    digits = str(world.public_id).replace("-", "")[:12]
    pages = [
        shown(client, f"/claims/{name}/")
        for name in (world.public_id, digits, f"what-it-said-once-{digits}")
    ]
    (canonical,) = {re.search(r'rel="canonical" href="([^"]+)"', page)[1] for page in pages}
    assert canonical.endswith(f"/claims/trees-will-be-planted-{digits}/")


def test_a_speaker_s_page_has_roles_and_counts_and_no_score(client, world):
    a_published_claim(claimant=world.claimant)
    page = shown(client, f"/speakers/{world.claimant.public_id}/")
    assert "<bdi>mayor</bdi>, <bdi>Brzeg</bdi>" in page and "1 January 2024 –" in page
    assert "2 claims by or quoted from this speaker have a verdict" in page
    assert "False: 2" in page and "%" not in re.sub("<[^>]+>|%[0-9A-F]{2}", "", page)


def test_a_merged_speaker_is_found_at_its_former_address(client, world):
    other = a_speaker(name="Lucja")
    Merge.objects.create(merged=other, kept=world.claimant, reason="One person.")
    for name in (other.public_id, f"lucja-{str(other.public_id).replace('-', '')[:12]}"):
        assert "Łucja Żak" in shown(client, f"/speakers/{name}/")


@pytest.mark.parametrize("kind", ["claims", "speakers", "topics", "publishers", "articles"])
def test_what_is_not_public_has_no_page(client, kind):
    hidden = a_claim(claimant=a_speaker())
    topic = Topic.objects.create(name="Hidden")
    paper = a_publisher()
    snapshot = a_snapshot(publisher=paper)
    ids = {
        "claims": hidden,
        "speakers": hidden.claimant,
        "topics": topic,
        "publishers": paper,
        "articles": snapshot.article,
    }
    assert client.get(f"/{kind}/{ids[kind].public_id}/").status_code == 404
    assert client.get(f"/{kind}/{uuid4()}/").status_code == 404


def test_an_article_shows_its_text_only_where_its_publisher_allows_it(client, world):
    quote = world.appearances.get().quote
    address = f"/articles/{quote.snapshot.article.public_id}/"
    page = shown(client, address)
    assert "Nobody answered" not in page and quote.snapshot.sha256 in page
    paper = quote.snapshot.article.publisher
    paper.shows_full_text = True
    paper.save()
    page = shown(client, address)
    assert "Nobody answered" in page
    assert f'<mark><a href="#quote-{quote.public_id}">{quote.text}</a></mark>' in page
    assert "<mark>" in shown(client, f"/claims/{world.public_id}/")


def test_what_changed_between_two_texts_is_marked(client, world):
    quote = world.appearances.get().quote
    article = quote.snapshot.article
    article.publisher.shows_full_text = True
    article.publisher.save()
    later, _ = article.capture(TWICE.replace("Nobody", "Somebody"))
    an_accepted_quote(quote.speaker, words="It is late.", snapshot=later)
    page = shown(client, f"/articles/{article.public_id}/")
    assert "<del>Nobody </del>" in page and "<ins>Somebody </ins>" in page


def test_corrections_say_what_was_and_what_is(client, world):
    verification = a_verification(
        "published", claim=world, verdict=a_verdict("true"), correction="It was so."
    )
    page = shown(client, "/corrections/")
    assert "<s>False</s>" in page and "<b>True</b>" in page and "It was so." in page
    claim = shown(client, f"/claims/{world.public_id}/")
    assert "the verdict was “False”, and is “True” since." in claim
    assert verification.summary in claim


def test_a_correction_that_keeps_the_verdict_is_not_told_as_another_verdict(client, world):
    a_verification("published", claim=world, correction="Its second source was wrong.")
    claim = shown(client, f"/claims/{world.public_id}/")
    assert "the verdict stayed “False”. <bdi" in claim and "the verdict was" not in claim


def test_corrections_and_withdrawals_go_on_one_after_the_other(client, monkeypatch):
    monkeypatch.setattr("record.site.about.PER_PAGE", 2)
    for n in range(3):
        claim = a_published_claim(statement=f"Claim {n}.")
        a_verification("published", claim=claim, correction=f"Wrong {n}.")
    a_verification("withdrawn", claim=a_claim())
    seen, address = [], "/corrections/"
    while address:
        page = shown(client, address)
        seen += re.findall("Wrong [0-9]|A claim was withdrawn", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following and following[1].replace("&amp;", "&")
    assert seen == ["A claim was withdrawn", "Wrong 2", "Wrong 1", "Wrong 0"]


def test_how_we_work_is_said_by_the_tables(client):
    page = shown(client, "/method/")
    assert "Mostly false" in page and "Holds a grain of truth" in page
    step = re.search("<li><b>publish</b>.*?</li>", page)[0]
    assert "reviewer" in step and "annotator" not in step and "never its author" in step


def test_the_page_of_files_names_each_and_its_columns(client, world):
    page = shown(client, "/exports/")
    for path in re.findall(r'href="(/exports/[^"]+)"', page):
        assert client.get(path).status_code == 200, path
    assert "<code>claimant_wikidata_id</code>" in page and "1 row" in page


def test_lists_go_on_and_know_the_filters_of_the_api(client, world):
    assert "Łucja Żak" in shown(client, "/speakers/", q="Łucja")
    assert "Łucja Żak" not in shown(client, "/speakers/", kind="organisation")
    assert "ten thousand trees" in shown(client, "/quotes/", publisher="gazette.example")
    assert client.get("/speakers/", {"qery": "x"}).status_code == 400


def pages_of(claim):
    """The paths of all pages about a claim, and of those that there always are."""
    quote = claim.appearances.get().quote
    article = quote.snapshot.article
    fixed = (*lists.LISTED, "corrections", "statistics", "method", "exports")
    return [
        "/",
        *(f"/{name}/" for name in fixed),
        f"/claims/{claim.public_id}/",
        f"/speakers/{quote.speaker.public_id}/",
        f"/topics/{claim.topics.get().public_id}/",
        f"/publishers/{article.publisher.public_id}/",
        f"/articles/{article.public_id}/",
    ]


@pytest.mark.parametrize("language", ["", *OTHERS])
def test_what_a_page_does_not_know_is_a_400(client, world, language):
    for path in pages_of(world):
        response = client.get(f"{language}{path}", {"verdikt": "false"})
        assert response.status_code == 400, path
        assert "<b>verdikt</b>" in response.content.decode()
    card = f"/claims/{world.public_id}/card"
    for path in (f"{card}/", f"{card}.png", "/statistics/verdicts.csv", "/sitemap.xml"):
        assert client.get(path, {"verdikt": "false"}).status_code == 400, path


def test_what_others_hang_on_a_shared_link_leads_to_the_page(client, world):
    for path in pages_of(world):
        response = client.get(f"{path}?fbclid=a&utm_source=b")
        assert (response.status_code, response["Location"]) == (302, path)
    response = client.get("/", {"q": "trees & parks", "utm_medium": "mail"})
    assert response["Location"] == "/?q=trees+%26+parks"


@pytest.mark.parametrize("language", ["", *OTHERS])
def test_every_search_is_counted_by_the_rate_limit(client, settings, language):
    settings.RATE_LIMIT_PER_MINUTE = 100
    for name in ("", "corrections/", *(f"{name}/" for name in lists.LISTED)):
        path = f"{language}/{name}"
        assert "RateLimit" in client.get(path, {"q": "rain"}), path
        assert "RateLimit" not in client.get(path), path


def test_a_search_shows_its_filters_counts_and_files(client, world):
    page = shown(client, "/", topic="Parks", verdict="", q="")
    assert '<input type="text" name="topic" value="Parks">' in page
    assert "1 claim with a verdict answers to this." in page
    assert 'href="/exports/claims.csv?topic=Parks"' in page
    (by_speaker,) = re.findall(r'href="/(\?[^"]*speaker=[^"]+)"', page)
    assert "Trees will be planted." in shown(client, "/" + by_speaker.replace("&amp;", "&"))


def test_the_page_of_files_has_size_and_hash_of_the_last_edition(client, world):
    assert "python3 manage.py keep_edition" in shown(client, "/exports/")
    call_command("keep_edition", verbosity=0)
    page = shown(client, "/exports/")
    (kept,) = client.get("/exports/editions.json").json()["editions"]
    (hashed,) = kept["hashes"]
    assert hashed["sha256"] in page and f"{hashed['bytes']:,}" in page
    assert "keep_edition" not in page
    package = client.get(f"/exports/{kept['day']}/package.zip").getvalue()
    assert (sha256(package).hexdigest(), len(package)) == (hashed["sha256"], hashed["bytes"])


def test_a_kept_edition_changes_what_a_kept_answer_is_asked_by(client, world):
    before = client.get("/exports/")["ETag"]
    assert client.get("/exports/")["ETag"] == before
    call_command("keep_edition", verbosity=0)
    assert client.get("/exports/")["ETag"] != before


def test_an_article_says_what_each_of_its_quotes_claims(client, world):
    quote = world.appearances.get().quote
    an_accepted_quote(quote.speaker, words="It is late.", snapshot=quote.snapshot)
    page = shown(client, f"/articles/{quote.snapshot.article.public_id}/")
    first, second = re.findall(r'<li id="quote-.*?</li>', page, re.S)
    assert links(first, "claims") and "Trees will be planted." in first and "<b>False</b>" in first
    assert not links(second, "claims")


@pytest.mark.parametrize("kind", ["speaker", "topic", "publisher"])
def test_a_page_announces_the_feed_of_what_it_is_about(client, world, kind):
    (link, *_) = links(shown(client, f"/claims/{world.public_id}/"), f"{kind}s")
    head, body = shown(client, link).split("</head>")
    (feed,) = set(re.findall(rf'href="(/feeds/{kind}s/[^"]+)"', body))
    assert 'type="application/atom+xml"' in head and f'href="{feed}"' in head
    assert "Trees will be planted." in shown(client, feed)


def test_a_search_announces_its_own_feed(client, world):
    head, body = shown(client, "/", topic="Parks").split("</head>")
    for part in (head, body):
        assert 'href="/feeds/verdicts.atom?topic=Parks"' in part


def test_the_front_page_has_what_was_said_again_after_its_verdict(client, world):
    assert "Said again" not in shown(client, "/")
    a_published_claim([an_accepted_quote(said_on="2999-01-01")], statement="Rain fell again.")
    (section,) = re.findall("Said again.*?</section>", shown(client, "/"), re.S)
    assert "Rain fell again." in section and "Said once more, on 1 January 2999" in section
    assert "Trees will be planted." not in section


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (front.REPEATED, "record_claim_repeated"),
        (front.CORRECTED, "record_claim_corrected"),
        (about.CORRECTIONS, "record_claim_corrected"),
    ],
)
def test_what_few_claims_are_is_found_by_its_own_index(statement, index):
    at, public_id = about.FIRST_PAGE
    with connections["record"].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {statement}", {"at": at, "id": public_id, "most": 31})
        assert index in str(cursor.fetchall())


@pytest.mark.parametrize("page", ["/statistics/", "speaker"])
def test_a_plot_has_a_table_and_a_file_of_its_numbers(client, world, page):
    path = f"/speakers/{world.claimant.public_id}/" if page == "speaker" else page
    shows = shown(client, path)
    assert "<svg" in shows and '<th scope="row">All</th><td>1</td>' in shows
    (file,) = re.findall(r'href="(/[^"]+/verdicts.csv)"', shows)
    month = world.verifications.get().published_at.strftime("%Y-%m-01")
    assert shown(client, file).splitlines() == [
        "month,verdict,claims,repeated",
        f"{month},false,1,0",
    ]


STATEMENTS = {
    "/": 2,
    "/?topic=Parks": 2,
    "speaker": 2,
    "topic": 2,
    "publisher": 2,
    "/corrections/": 1,
    "/statistics/": 1,
    "/exports/": 1,
    "claim": 1,
    "article": 1,
}


@pytest.mark.parametrize("path", STATEMENTS)
def test_a_page_is_a_statement_or_two_at_one_row_and_at_twenty(client, settings, world, path):
    settings.RESPONSE_CACHE_MB = 0
    quote = world.appearances.get().quote
    paths = {
        "claim": f"/claims/{world.public_id}/",
        "speaker": f"/speakers/{world.claimant.public_id}/",
        "topic": f"/topics/{world.topics.get().public_id}/",
        "publisher": f"/publishers/{quote.snapshot.article.publisher.public_id}/",
        "article": f"/articles/{quote.snapshot.article.public_id}/",
    }
    few = statements(client, paths.get(path, path))
    for n in range(20):
        claim = a_claim(claimant=world.claimant, statement=f"Claim {n}.")
        claim.topics.set(world.topics.all())
        an_appearance(claim, quote)
        a_verification("published", claim=claim)
    assert statements(client, paths.get(path, path)) == few == STATEMENTS[path]


def statements(client, path):
    """Return how many a page takes beside those that are kept for as long as nothing changes."""
    tally.scale.known.clear()
    shown(client, path)
    with CaptureQueriesContext(connections["record"]) as captured:
        shown(client, path)
    asked = [q["sql"] for q in captured if "record_identity" not in q["sql"]]
    return len([sql for sql in asked if "record_" in sql])


def counted():
    with connections["record"].cursor() as cursor:
        cursor.execute("SELECT * FROM record_tally ORDER BY kind, key, month, verdict")
        return cursor.fetchall()


def test_the_tally_follows_what_is_published_corrected_and_withdrawn(world):
    a_verification("published", claim=world, verdict=a_verdict("true"), correction="It was so.")
    a_published_claim(language="pl", claimed_on="2020-01-01")
    a_verification("withdrawn", claim=a_claim(claimant=world.claimant))
    kept = counted()
    with as_owner():
        counting.rebuild()
    assert counted() == kept
    key = str(world.claimant.public_id)
    assert [row[3:] for row in kept if row[:2] == ("speaker", key)] == [
        ("", 1, 0),
        ("true", 1, 0),
    ]
    assert ("rows", "claim", 2) in [(kind, key, claims) for kind, key, _, _, claims, _ in kept]


def test_a_record_made_again_is_counted_once_and_followed_from_then_on(world):
    kept = counted()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_tally SET claims = 7")
        cursor.execute("DELETE FROM record_claim")
        cursor.execute("INSERT INTO record_tally VALUES ('topic', 'gone', '2020-01-01', 'x', 1, 0)")
        call_command("rebuild_record", verbosity=0)
    assert counted() == kept
    a_published_claim(claimant=world.claimant)
    assert counted() != kept
    kept = counted()
    with as_owner():
        counting.rebuild()
    assert counted() == kept
