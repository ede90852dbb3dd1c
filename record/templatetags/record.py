"""How the pages show words that came from elsewhere."""

import json
from datetime import date

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, pgettext

from record.documents.claimreview import on_the_web
from record.ledger import head_document
from record.query.paths import slug

register = template.Library()
register.filter(slug)
UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def json_ld(data):
    """Return JSON that may stand in a <script>: no character of it can end one."""
    return mark_safe(json.dumps(data, ensure_ascii=False, indent=1).translate(UNSAFE))


@register.filter
def web(url):
    """Return the address if it is one of the web, else nothing: no link ever runs a script."""
    return url if on_the_web(url) else ""


@register.filter
def long_day(moment):
    """Return a moment or day, of a document or of Python, as the language writes a date."""
    if isinstance(moment, str):
        moment = parse_datetime(moment) or parse_date(moment)
    if not moment:
        return ""
    first = moment.day == 1  # which French writes as 1er
    form = pgettext("the first day of a month", "j F Y") if first else pgettext("a day", "j F Y")
    return date_format(moment, form)


@register.filter
def period(day, yearly):
    """Return a month, or a year, as the language writes it."""
    return str(day.year) if yearly else date_format(day, pgettext("a month", "F Y"))


@register.filter
def singular(name):
    return name.removesuffix("s")


@register.filter
def translated(word):
    """Return a word of the scale, a step or a stance in the reader's language, where we know it."""
    return gettext(word) if word else ""


@register.filter
def quoted(words):
    """Return words in the quotation marks of the reader's language; of none, a dash."""
    if not words:
        return "–"
    return format_html(gettext("“{words}”"), words=format_html("<bdi>{}</bdi>", words))


@register.filter
def as_query(query):
    """Return the query string of a QueryDict with its question mark; nothing of an empty one."""
    return f"?{query.urlencode()}" if query else ""


@register.filter
def edition(day):
    """Return the path below which the files of a day's edition are."""
    return reverse("edition", args=[date.fromisoformat(day)])


@register.simple_tag
def public_name():
    return settings.PUBLIC_NAME


@register.simple_tag
def addresses(path):
    """Return links that say where a page is, in this and other languages; `path` is in English."""
    links = [(code, in_language(path, code)) for code, _ in settings.LANGUAGES]
    others = [*links, ("x-default", in_language(path, settings.LANGUAGE_CODE))]
    canonical = in_language(path, get_language())
    return format_html(
        '<link rel="canonical" href="{}">\n<meta property="og:url" content="{}">\n{}',
        canonical,
        canonical,
        format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', others),
    )


@register.simple_tag
def languages(path):
    """Return each language as (code, name, path of the page in it)."""
    return [(code, name, path_in(path, code)) for code, name in settings.LANGUAGES]


def in_language(path, code):
    """Return the absolute address of a page in a language."""
    return f"{settings.PUBLIC_URL}{path_in(path, code)}"


def path_in(path, code):
    return path if code == settings.LANGUAGE_CODE else f"/{code}{path}"


@register.simple_tag
def ledger_head():
    """Return the head of the ledger, for the foot of every page; None before the first."""
    return head_document()
