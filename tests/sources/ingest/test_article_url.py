"""One address for one article."""

import pytest

from sources.ingest import Unreadable, normalise_url
from sources.ingest.article_url import live_url

PAGE = "https://paper.example/a/B?id=7"


@pytest.mark.parametrize(
    "written",
    [
        "HTTPS://Paper.Example/a/B?id=7",
        "https://paper.example:443/a/B?id=7#comments",
        " https://paper.example/a/B?utm_source=x&id=7&fbclid=y ",
        "https://paper.example./a/B?&id=7&",
        "https://paper.example/a/B?at_campaign_type=owned&at_ptr_name=x&id=7&CMP=fb&wt_mc=a.b",
        "https://paper.example/a/B?ysclid=q&_bhlid=3&oft_id=1&id=7&itm_source=x&__hstc=2&srsltid=1",
        "https://paper.example/a/B?ref_src=a&id=7&mibextid=b&mtm_campaign=c&amp_js_v=0.1&usqp=d",
    ],
)
def test_spellings_of_one_address_are_one(written):
    assert normalise_url(written) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/story?12345",
        "https://paper.example/x?sc_lang=pl&itm_id=1&atom=1&cmpt=1&s=1234&source=parliament",
        "https://paper.example/x;v=1?b=2&a=&b=1",
        "http://[::1]:8080/a%20b",
        "https://paper.example/źródło",
        "urn:sha256:0f",
    ],
)
def test_what_only_the_server_understands_is_left_alone(url):
    assert normalise_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//paper.example/x",
        "paper.example/x",
        "https://",
        "http://[bad",
        "https://paper.example:99999/",
        "https://paper.example\\@other.example/",
        "https://paper.example/a b",
        f"https://paper.example/{'x' * 2048}",
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(url):
    with pytest.raises(Unreadable, match=r"[A-Z'].* .*\.$"):
        normalise_url(url)


@pytest.mark.parametrize(
    "copy",
    [
        f"https://web.archive.org/web/20260302091500/{PAGE}",
        f"https://web.archive.org/web/20260302id_/{PAGE}",
        f"https://web.archive.org/web/*/{PAGE}",
        f"https://web.archive.org/web/2026/{PAGE.replace('//', '/')}",
        f"https://archive.ph/20260302091500/{PAGE}",
        f"https://archive.today/2026.03.02-091500/{PAGE}",
        f"https://archive.is/o/Qw3rT/{PAGE}",
        f"https://web.archive.org/web/2026/https://web.archive.org/web/2025/{PAGE}",
        "https://www.bing.com/amp/s/paper.example/a/B?id=7",
        "https://paper-example.cdn.ampproject.org/v/s/paper.example/a/B?id=7",
        "https://www.google.com/amp/s/paper.example/a/B?id=7",
    ],
)
def test_a_copy_leads_to_the_address_of_which_it_is(copy):
    assert live_url(copy) == PAGE


def test_a_copy_of_an_address_without_scheme_leads_there():
    copy = "https://web.archive.org/web/2026/paper.example/a"
    assert live_url(copy) == "http://paper.example/a"


@pytest.mark.parametrize(
    "url", ["https://archive.ph/Qw3rT", "https://web.archive.org/web/2026/", PAGE]
)
def test_what_does_not_say_of_what_it_is_a_copy_is_left_alone(url):
    assert live_url(url) == url


def test_an_address_with_a_password_is_refused_without_repeating_it():
    with pytest.raises(Unreadable) as refused:
        normalise_url("https://anna:secret@paper.example/")
    assert "secret" not in str(refused.value)
