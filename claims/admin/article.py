"""The article page, where each accepted quote also shows the claims it makes."""

from django.contrib import admin

from sources.admin import ArticleAdmin
from sources.models import Article

admin.site.unregister(Article)


@admin.register(Article)
class ArticleWithClaims(ArticleAdmin):
    quote_card = "claims/quote_card.html"

    def quotes_of(self, snapshot):
        return super().quotes_of(snapshot).prefetch_related("claims__verdict")
