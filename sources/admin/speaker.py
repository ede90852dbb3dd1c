"""The desk's pages for speakers and their roles, and the search that finds who is meant."""

import re

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path

from sources.models import Role, Speaker

from .desk import Desk, DeskInline

MOST_MEANT = 20


class RoleInline(DeskInline, admin.TabularInline):
    model = Role


@admin.register(Speaker)
class SpeakerAdmin(Desk):
    list_display = ["name", "kind", "disambiguation", "wikidata_id"]
    list_filter = ["kind"]
    search_fields = ["name"]
    search_help_text = "A name or an alias, with or without its accents; or a Wikidata id."
    inlines = [RoleInline]
    parts = ["sources_role"]

    def get_search_results(self, request, queryset, search_term):
        words = search_term.strip()
        if re.fullmatch(r"Q\d+", words):
            return queryset.filter(wikidata_id=words), False
        return (queryset.sought(words) if words else queryset), False

    def get_urls(self):
        search = self.admin_site.admin_view(self.search)
        return [path("search/", search, name="sources_speaker_search"), *super().get_urls()]

    def search(self, request):
        """Whom the words `term` may mean, as JSON: [{name, roles}], best first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("term", "")[:300]
        speakers, _ = self.get_search_results(request, self.get_queryset(request), words)
        found = speakers.prefetch_related("roles")[:MOST_MEANT]
        answer = [
            {"name": str(speaker), "roles": "; ".join(map(str, speaker.roles.all()))}
            for speaker in found
        ]
        return JsonResponse({"speakers": answer})
