"""What nobody declared, nobody may or nobody can find: a problem document that says so."""

import re
from urllib.parse import quote, unquote

import pytest

from record.models import KIND_NAMES
from record.query.parameters import ADDRESS
from tests.factories import a_claim, a_published_claim

BAD = {
    "an unknown name": "verdcit=false",
    "a lookup": "claimed_on__year=2026",
    "a traversal": "claimant__user__password=x",
    "an ORM keyword": "pk=1",
    "a value twice": "q=trees&q=rain",
    "an empty value": "speaker=",
    "blanks": "q=%20",
    "a blank that is no space": "q=%C2%A0",
    "a blank of Chinese, by relevance": "q=%E3%80%80&ordering=relevance",
    "a blank for a name": "topic=%C2%A0",
    "a blank for a day": "verified_after=%C2%A0",
    "commas around nothing": "speaker=,%20,",
    "a comma for a verdict": "verdict=,",
    "nobody": "speaker=Klimof",
    "nobody among others": "speaker=c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e,x",
    "nobody with a per cent sign": "speaker=%25(x)s+100%25",
    "no verdict": "verdict=100%25",
    "no article": "publisher=%25",
    "no topic": "topic=Tres",
    "no value": "normalised=6",
    "no stage": "stage=draft",
    "no number": "said_at_least=1e9",
    "a number too small": "said_at_least=0",
    "half a number": "said_at_least=1.5",
    "no facet": "facets=verdict,note",
    "no key": "fields=statement,note",
    "no key to omit": "omit=note",
    "an array": "verdict[]=false",
    "no day": "claimed_after=yesterday",
    "a day of the year 0": "claimed_after=0000-01-01",
    "a day too early": "verified_after=0999-12-31",
    "a day too late": "verified_before=3000-01-01",
    "a long number for a day": f"claimed_after={'9' * 5000}",
    "no page": "page_size=0",
    "too large a page": "page_size=201",
    "a page too long to say": f"page_size={'9' * 5000}",
    "a negative page": "page_size=-1",
    "half a page": "page_size=1.5",
    "an offset": "offset=10",
    "a foreign ordering": "ordering=note",
    "a cursor of one's own": "cursor=WzEsMl0:abc",
    "a cursor of control characters": "cursor=%01%02",
    "a long question": f"q={'a' * 501}",
    "many words": f"q={'a+' * 33}",
    "a count that is none": "count=1",
}


@pytest.mark.parametrize("query", BAD.values(), ids=BAD.keys())
def test_a_parameter_not_understood_is_a_400_that_names_it(client, query):
    response = client.get(f"/api/v1/claims/?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    (error, *_) = response.json()["errors"]
    assert error["parameter"] == query.split("=")[0] and error["detail"]


def test_an_unknown_parameter_is_answered_with_the_known_ones(get):
    (error,) = get("speakers/", 400, claimed_after="2026-01-01")["errors"]
    known = [
        "as_of",
        "count",
        "cursor",
        "fields",
        "id",
        "kind",
        "omit",
        "ordering",
        "page_size",
        "q",
        "role",
        "role_on",
        "snippet",
    ]
    assert error["known"] == known
    assert get("quotes/", 400, kind="joke")["errors"][0]["known"] == [
        "direct",
        "partial",
        "indirect",
    ]


def test_a_cursor_holds_for_its_own_list_and_ordering(get):
    [a_published_claim() for _ in range(2)]
    cursor = get("claims/", page_size=1)["next"].split("cursor=")[1].split("&")[0]
    for path, query in (("quotes/", {}), ("claims/", {"ordering": "claimed_on"})):
        (error,) = get(path, 400, cursor=unquote(cursor), **query)["errors"]
        assert error["parameter"] == "cursor"


@pytest.mark.parametrize("path", ["claims/nothing/", "claims/7/", "nothing/", "claims/%2e%2e/"])
def test_what_is_not_there_is_a_404_problem(client, path):
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_a_draft_and_nothing_at_all_look_the_same(client):
    draft = client.get(f"/api/v1/claims/{a_claim().public_id}/")
    absent = client.get("/api/v1/claims/c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e/")
    assert (draft.status_code, draft.content) == (404, absent.content)


@pytest.mark.parametrize("path", ["/api/v1/claims/%00/", "/api/v1/claims/?q=a%00b", "/?%00=1"])
def test_nul_is_refused_wherever_it_stands(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("words", ["-" * 33, "-" * 500, "-" * 40 + "tree", "tree -- wood"])
@pytest.mark.parametrize("path", ["/api/v1/claims/", "/", "/v1alpha1/claims:search"])
def test_hyphens_in_a_row_are_a_dash(client, path, words):
    name = "query" if path.startswith("/v1alpha1") else "q"
    assert client.get(path, {name: words}).status_code == 200


@pytest.mark.parametrize("method", ["options", "post", "put", "delete"])
def test_the_page_of_the_api_is_only_read(client, method):
    assert getattr(client, method)("/api/v1/docs/").status_code == 405


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("kind", [name for name, _ in KIND_NAMES])
def test_nobody_writes(client, admin_client, kind, method):
    path = f"/api/v1/{kind}s/"
    for somebody in (client, admin_client):
        response = getattr(somebody, method)(path, {}, content_type="application/json")
        assert response.status_code == 405


NUMBERS = ["-1", "0", "2147483648", "9223372036854775808", "9" * 31, "9" * 5000, "1.5", "１２"]
PLACES = [
    *("claims/?page_size={}", "claims/?said_at_least={}", "claims/?claimed_after={}"),
    *("claims/?as_of={}", "claims/?changed_since={}", "claims/?cursor={}", "claims/?ordering={}"),
    *("claims/?limit={}", "claims/?offset={}", "claims/?id={}", "claims/?claimed_on__year={}"),
    *("claims/?verdict[]={}", "claims/?q=a&q={}", "claims/{}/", "verifications/?claim={}"),
    *("changes/?since={}", "changes/?page_size={}", "quotes/?article={}", "speakers/{}/"),
]
# What each number may be read as, by these alone.
READ = {
    "claims/?page_size={}": {"１２"},
    "changes/?page_size={}": {"１２"},
    "claims/?said_at_least={}": {"１２"},
}


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:20])
@pytest.mark.parametrize("place", PLACES)
def test_a_number_out_of_all_bounds_is_refused(client, place, number):
    response = client.get(f"/api/v1/{place.format(quote(number))}")
    read = number in READ.get(place, ())
    assert response.status_code in ({200} if read else {400, 404})
    assert read or response["Content-Type"] == "application/problem+json"


OPERATORS = [
    *("'", '"', "\\", "%", "_", "'; DROP TABLE record_claim; --", "' OR '1'='1", "$1", "%(q)s"),
    *(":*", "a:*", "a & b", "a | b", "!a", "a <-> b", "a <2> b", "(", ")", "((((", "<->", "&|!"),
    *("(a+)+$", "[", "*", ".*", "^", "?", "\\d", "$.**", "$[*] ? (@ > 1)", "||", "--", "/*", ";"),
]


@pytest.mark.parametrize("words", OPERATORS)
def test_no_operator_in_the_words_finds_what_the_words_do_not(client, words):
    a_published_claim(statement="It rained.")
    for kind in ("claims", "speakers", "quotes"):
        found = client.get(f"/api/v1/{kind}/", {"q": words, "snippet": "true", "count": "true"})
        assert (found.status_code, found.json()["results"]) == (200, [])


@pytest.mark.parametrize("name", ["speaker", "publisher", "topic", "verdict", "language"])
@pytest.mark.parametrize("words", OPERATORS)
def test_no_operator_is_a_name(client, name, words):
    a_published_claim()
    response = client.get("/api/v1/claims/", {name: words})
    found = response.status_code == 200 and response.json()["results"]
    assert not found and response.status_code in (200, 400)


def test_no_address_is_a_scheme_with_what_is_taken_for_a_space():
    blank = [chr(code) for code in range(0x110000) if chr(code).isspace()]
    assert not [c for c in blank if re.fullmatch(ADDRESS, f"urn:{c}")]
    assert re.fullmatch(ADDRESS, "https://żółw.example/a")
