"""What lists show in their cells: an age, the way to the article."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince


def age(moment):
    """Return how long ago a datetime was, in its largest unit, with the moment itself as title."""
    return format_html(
        '<time datetime="{}" title="{} UTC">{}</time>',
        moment.isoformat(),
        f"{moment:%d %B %Y, %H:%M}",
        timesince(moment, depth=1),
    )


def in_article(quote, words):
    """Return a link to the place of a Quote in its article's page."""
    page = reverse("admin:sources_article_change", args=[quote.snapshot.article_id])
    return format_html('<a href="{}#quote-{}">{}</a>', page, quote.pk, words)
