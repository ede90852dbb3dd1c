"""The editors' desk: articles with their quotes marked, and the speakers who said them."""

from django.contrib import admin

from .article import ArticleAdmin, PublisherAdmin, SnapshotAdmin
from .base import DeskForm, VersionedModelAdmin
from .quote import QuoteAdmin
from .speaker import SpeakerAdmin

__all__ = [
    "DeskForm",
    "ArticleAdmin",
    "PublisherAdmin",
    "QuoteAdmin",
    "SnapshotAdmin",
    "SpeakerAdmin",
    "VersionedModelAdmin",
]

admin.site.site_header = admin.site.site_title = "Verbatim"
admin.site.index_title = "Desk"
