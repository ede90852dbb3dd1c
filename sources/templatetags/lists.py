"""What the templates of lists and records need."""

from django import template
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from sources.invisible import shown

register = template.Library()
# What a record is called, with its language where it has one.
register.filter("named", lambda record: mark_safe(shown(conditional_escape(record))))
# Of a block: what nobody would see in it stands there by its number.
register.filter("visible", shown, is_safe=True)


@register.filter
def labelled(cells, headers):
    """
    Yield a row's cells (<td> or <th>), each with its column's name: a narrow window shows it.

    There the cells are no table to some browsers, so each says its role.
    """
    for cell, header in zip(cells, headers, strict=True):
        tag, rest = mark_safe(cell[:3]), mark_safe(shown(cell[3:]))
        role = "rowheader" if tag == "<th" else "cell"
        name = capfirst(strip_tags(header["text"]).strip())
        yield format_html('{} role="{}" data-column="{}"{}', tag, role, name, rest)


@register.filter
def chosen(choices):
    """Return what is chosen among a filter's choices, for people."""
    return next((choice["display"] for choice in choices if choice["selected"]), "")
