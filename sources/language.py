"""Words as HTML that says their language: screen readers pronounce them by it."""

from django.utils.html import conditional_escape, format_html


def in_language(words, language):
    """Return words (a str, or what str() makes one of) as HTML that says their language."""
    return format_html('<span lang="{}" dir="auto">{}</span>', language, str(words))


class Named(str):
    """What a record, or anything else, is called: a str to code, and its own HTML on a page."""

    def __new__(cls, named, html=None):
        name = super().__new__(cls, named)
        name.html = conditional_escape(named) if html is None else html
        name.pk = getattr(named, "pk", None)
        return name

    def __html__(self):
        return self.html
