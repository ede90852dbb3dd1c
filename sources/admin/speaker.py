"""The desk's pages for speakers and their roles, and the search for the right speaker."""

import re

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from sources.fields import row_number
from sources.models import Merge, Role, Speaker, by
from sources.models.change import given_reason
from sources.rules import violation_message

from . import hooks
from .base import DeskInline, VersionedModelAdmin
from .kept import pressed, saved
from .widgets import SearchBox

MAX_SEARCH_RESULTS = 20
MAY_MERGE = "sources.merge_speaker"


class MergeForm(forms.ModelForm):
    """Into whom a speaker is merged, and why."""

    class Meta:
        model = Merge
        fields = ["kept", "reason"]
        labels = {"kept": "Into", "reason": "Why"}

    def __init__(self, *args, speaker, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.merged = speaker
        self.fields["kept"].queryset = Speaker.objects.current().exclude(pk=speaker.pk)
        self.fields["kept"].widget = SearchBox(Merge._meta.get_field("kept"), site)
        self.fields["kept"].widget.choices = self.fields["kept"].choices


class RoleInline(DeskInline, admin.StackedInline):
    model = Role
    fields = [("title", "organisation"), ("start_date", "end_date")]


@admin.register(Speaker)
class SpeakerAdmin(VersionedModelAdmin):
    list_display = ["name", "kind", "disambiguation", "wikidata_id"]
    list_filter = ["kind"]
    search_fields = ["name"]
    search_help_text = "A name or an alias, with or without its accents; or a Wikidata id."
    date_hierarchy = "created_at"
    inlines = [RoleInline]
    history_tables = ["sources_role", "sources_merge"]
    change_form_template = "sources/speaker.html"

    def get_queryset(self, request):
        """List only speakers that are not merged into another; open and search all."""
        rows = super().get_queryset(request)
        listed = request.resolver_match.url_name == "sources_speaker_changelist"
        return rows.current() if listed else rows

    def has_change_permission(self, request, obj=None):
        merged = obj is not None and obj.merged_into_id
        return not merged and super().has_change_permission(request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {**(extra_context or {}), "may_merge": request.user.has_perm(MAY_MERGE)}
        return super().change_view(request, object_id, form_url, context)

    def get_search_results(self, request, queryset, search_term):
        words = search_term.strip()
        if re.fullmatch(r"Q\d+", words):
            return queryset.filter(wikidata_id=words), False
        return (queryset.search(words) if words else queryset), False

    def get_urls(self):
        search = self.admin_site.admin_view(self.search)

        def for_mergers(view):
            return self.admin_site.admin_view(
                permission_required(MAY_MERGE, raise_exception=True)(view)
            )

        return [
            path("search/", search, name="sources_speaker_search"),
            path("<int:pk>/merge/", for_mergers(self.merge), name="sources_speaker_merge"),
            path("<int:pk>/part/", for_mergers(self.undo_merge), name="sources_speaker_undo_merge"),
            *super().get_urls(),
        ]

    def search(self, request):
        """Return the speakers that `term` may mean, as JSON: [{name, roles}], best first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("term", "")[:300]
        speakers, _ = self.get_search_results(request, self.get_queryset(request), words)
        found = speakers.prefetch_related("roles")[:MAX_SEARCH_RESULTS]
        answer = [
            {"name": str(speaker), "roles": "; ".join(map(str, speaker.roles.all()))}
            for speaker in found
        ]
        return JsonResponse({"speakers": answer})

    def merge(self, request, pk):
        """Ask into whom this speaker is merged, and do it."""
        speaker = get_object_or_404(Speaker.objects.current(), pk=pk)
        form = MergeForm(request.POST or None, speaker=speaker, site=self.admin_site)
        if request.method == "POST" and form.is_valid() and self._merge(request, form):
            return saved(request, redirect("admin:sources_speaker_change", form.instance.kept_id))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {speaker}",
            "opts": self.opts,
            "original": speaker,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "sources/merge.html", context)

    def _merge(self, request, form):
        merge = form.instance
        if hooks.resting(merge.merged).count or hooks.resting(merge.kept).count:
            return self._propose_merge(request, merge, merge.kept_id, form.cleaned_data["reason"])
        try:
            with transaction.atomic(), by(request.user.get_username(), form.instance.reason):
                form.save()
        except IntegrityError as error:
            form.add_error(None, violation_message(error))
            return False
        self.message_user(request, f"{form.instance}.", messages.SUCCESS)
        return True

    def _propose_merge(self, request, merge, into, reason):
        """Propose that `merged` becomes the speaker `into`, or itself (None); whether that is done.

        Published claims show one of the two: a reviewer who is another person applies it.
        """
        (propose,) = hooks.registered("propose_columns", Speaker)
        reason = reason or f"{merge.merged} and {merge.kept} are {'one' if into else 'two'}."
        try:
            with transaction.atomic():
                said = propose(request.user, merge.merged, reason, merged_into_id=into)
        except IntegrityError as error:
            self.message_user(request, violation_message(error), messages.ERROR)
            return False
        self.message_user(request, said, messages.SUCCESS)
        return True

    @pressed
    def undo_merge(self, request, pk):
        """Undo the merge whose id is posted, one into the speaker `pk`."""
        asked = request.POST.get("merge", "")
        merges = get_object_or_404(Speaker, pk=pk).merges.select_related("merged")
        merge = merges.filter(pk=row_number(asked)).first()
        if merge and hooks.resting(merge.kept).count:
            self._propose_merge(request, merge, None, given_reason(request))
        elif merge:
            try:
                with transaction.atomic():
                    merge.undo()
                self.message_user(request, f"{merge.merged} stands alone again.", messages.SUCCESS)
            except IntegrityError as error:
                self.message_user(request, violation_message(error), messages.ERROR)
        return redirect("admin:sources_speaker_change", pk)
