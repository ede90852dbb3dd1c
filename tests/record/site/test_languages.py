"""The pages in each language: every sentence is there, and dates and numbers are its own."""

import ast
import re
from datetime import date
from gettext import GNUTranslations
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.defaultfilters import floatformat
from django.utils.translation import override
from django.utils.translation.template import templatize

from claims.models.lock import KINDS
from record.site.words import CHANGED
from record.templatetags.record import long_day, period
from tests.factories import a_published_claim

ROOT = Path(__file__).parents[3]
LOCALE = ROOT / "record" / "locale"
OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
CALLS = {"_", "gettext", "gettext_noop", "ngettext", "pgettext"}
TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?:n?gettext|\b_)\(({TEXT}(?:, {TEXT})?)")


def said_in_templates():
    for path in (ROOT / "record" / "templates" / "record").glob("*.html"):
        for found in CALL.finditer(templatize(path.read_text(), origin=str(path))):
            yield from ast.literal_eval(f"({found[1]},)")


def said_in_code():
    for path in (*(ROOT / "record").glob("site/*.py"), *(ROOT / "record").glob("template*/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                given = [part.value for part in node.args if isinstance(part, ast.Constant)]
                yield from given[-1:]


def catalog(code):
    with open(LOCALE / code / "LC_MESSAGES" / "django.po", "rb") as file:
        return read_po(file, locale=code)


def ids(catalog):
    """The sentences of a catalog, both forms of those that count."""
    for message in catalog:
        if message.id:
            yield from message.id if isinstance(message.id, tuple) else [message.id]


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_of_the_pages_has_a_translation_and_no_other(code):
    said = {*said_in_templates(), *said_in_code()} - {""}
    assert len(said) > 100
    assert said == set(ids(catalog(code)))
    assert [m.id for m in catalog(code) if m.id and not all(forms(m.string))] == []


def forms(text):
    """Return the forms of a text that counts, or the one of a text that does not."""
    return [text] if isinstance(text, str) else text


def test_what_an_amendment_changed_has_words_in_each_language():
    told = {words for tables in KINDS.values() for of in tables.values() for words in of.values()}
    assert set(CHANGED) == told - {""}


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_names_what_the_sentence_names(code):
    for message in catalog(code):
        one, many = forms(message.id)[0], forms(message.id)[-1]
        for string in forms(message.string):
            assert names(one) & names(many) <= names(string) <= names(one) | names(many), string


def names(text):
    return set(re.findall(r"%\((\w+)\)s|\{(\w+)\}", text or ""))


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_compiled_is_what_is_written(tmp_path, code):
    with open(tmp_path / "made.mo", "wb") as file:
        write_mo(file, catalog(code))
    files = (tmp_path / "made.mo", LOCALE / code / "LC_MESSAGES" / "django.mo")
    made, kept = (GNUTranslations(BytesIO(path.read_bytes())) for path in files)
    texts = [{k: v for k, v in one._catalog.items() if k} for one in (made, kept)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "path, language, day",
    [
        ("", "en", "5 March 2026"),
        ("/de", "de", "5. März 2026"),
        ("/es", "es", "5 de marzo de 2026"),
        ("/fr", "fr", "5 mars 2026"),
        ("/pl", "pl", "5 marca 2026"),
        ("/uk", "uk", "5 березня 2026 р."),
    ],
)
def test_a_page_is_in_the_language_of_its_path(client, path, language, day):
    claim = a_published_claim(statement="It rained.", language="en", claimed_on="2026-03-05")
    response = client.get(f"{path}/claims/{claim.public_id}/", headers={"accept-language": "uk"})
    page = response.content.decode()
    assert f'<html lang="{language}">' in page and day in page
    assert '<h1 lang="en"><bdi>It rained.</bdi></h1>' in page
    head, body = page.split("</head>")
    assert re.findall(r'hreflang="([^"]+)"', head) == [
        *("en", "de", "es", "fr", "pl", "uk"),
        "x-default",
    ]
    for other in re.findall(r'href="([^"]+)" hreflang="', body):
        assert 'lang="en"><bdi>It rained.' in client.get(other).content.decode()
    for named in ('rel="canonical" href', 'property="og:url" content'):
        assert f'{named}="http://localhost:8000{path}/claims/it-rained-' in page
    assert "Accept-Language" not in response.get("Vary", "")
    inside = re.findall(r'href="(/[^"]+)"', re.search("<header>.*</header>", page, re.S)[0])
    assert all(link.startswith(f"{path}/") for link in inside)


@pytest.mark.parametrize("name", ["", "speakers/", "articles/"])
def test_a_search_leads_to_itself_in_other_languages_and_not_a_search_engine(client, name):
    a_published_claim(statement="It rained.")
    asked = f"/{name}?q=%3Ci%3E+%26&page_size=1"
    head, body = client.get(f"/uk{asked}").content.decode().split("</head>")
    assert 'content="noindex"' in head and "hreflang" not in head
    links = [unescape(found) for found in re.findall(r'href="([^"]+)" hreflang="', body)]
    assert links == [asked, *(f"/{code}{asked}" for code in ("de", "es", "fr", "pl", "uk"))]
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize(
    "code, first, month, number",
    [
        ("en", "1 March 2026", "March 2026", "12,345"),
        ("de", "1. März 2026", "März 2026", "12.345"),
        ("es", "1 de marzo de 2026", "marzo de 2026", "12\xa0345"),
        ("fr", "1er mars 2026", "mars 2026", "12\xa0345"),
        ("pl", "1 marca 2026", "Marzec 2026", "12\xa0345"),
        ("uk", "1 березня 2026 р.", "Березень 2026", "12\xa0345"),
    ],
)
def test_a_first_day_a_month_and_a_number_are_written_as_the_language_does(
    code, first, month, number
):
    with override(code):
        assert long_day("2026-03-01") == long_day("2026-03-01T12:00:00Z") == first
        assert period(date(2026, 3, 1), yearly=False) == month
        assert floatformat(12345, "0g") == number


def test_french_sets_a_space_before_a_colon_and_each_language_its_own_quotation_marks(client):
    slug = a_published_claim(statement="It rained.", language="en").public_id
    for path, colon, before, after in (
        ("", ":", "“", "”"),
        ("/de", ":", "„", "“"),
        ("/es", ":", "«", "»"),
        ("/fr", "\xa0:", "«\xa0", "\xa0»"),
        ("/pl", ":", "„", "”"),
        ("/uk", ":", "«", "»"),
    ):
        page = client.get(f"{path}/claims/{slug}/").content.decode()
        assert re.search(rf"<title>\w+{colon} It rained\.", page), path
        assert f'{before}<span lang="en">It rained.</span>{after}' in page


def test_what_a_verdict_means_is_in_the_language_of_the_page(client):
    a_published_claim()
    for path, words in (("/pl/", "Twierdzenie jest błędne."), ("/uk/", "Твердження хибне.")):
        page = client.get(path).content.decode()
        assert re.findall(r'class="verdict[^>]* title="([^"]+)"', page) == [words]


def test_the_verdicts_that_a_search_counts_are_in_the_language_of_the_page(client):
    a_published_claim(statement="It rained.")
    counted = re.search('<ul class="most">.*?</ul>', client.get("/de/?q=rained").content.decode())
    assert "<bdi>Falsch</bdi>" in counted[0]


def test_an_error_is_in_the_language_of_its_path(client):
    assert "Nie znaleziono" in client.get("/pl/nothing/").content.decode()
    assert "Такого параметра тут немає." in client.get("/uk/?qery=1").content.decode()
    nobody = client.get("/pl/?speaker=nobody").content.decode()
    assert "Żaden publiczny mówca nie nazywa się „nobody”." in nobody
    assert "щонайбільше 500 знаків" in client.get("/uk/", {"language": "a" * 501}).content.decode()
    assert (
        "is called “nobody”"
        in client.get("/api/v1/claims/?speaker=nobody").json()["errors"][0]["detail"]
    )


def test_the_desk_and_the_api_are_in_no_other_language(client, admin_client):
    assert client.get("/pl/api/v1/claims/").status_code == 404
    assert client.get("/pl/admin/").status_code == 404
    client.get("/pl/")
    assert "Log out" in admin_client.get("/admin/").content.decode()
