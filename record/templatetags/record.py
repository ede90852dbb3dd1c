"""How the pages show words that came from elsewhere."""

import json

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe

from record.documents.claimreview import on_the_web
from record.ledger import head_document

register = template.Library()
UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def json_ld(data):
    """JSON that may stand in a <script>: no character of it can end one."""
    return mark_safe(json.dumps(data, ensure_ascii=False, indent=1).translate(UNSAFE))


@register.filter
def web(url):
    """The address if it is one of the web, else nothing: no link ever runs a script."""
    return url if on_the_web(url) else ""


@register.filter
def day(moment):
    """A moment or day of a document as a date."""
    return parse_datetime(moment) if moment else None


@register.simple_tag
def ledger_head():
    """The head of the ledger, for the foot of every page; None before the first."""
    return head_document()
