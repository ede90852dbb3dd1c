"""A list of the desk as files: of what its filters find, all that is public."""

from itertools import chain

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.template.response import TemplateResponse
from django.urls import path

from claims.admin import ClaimAdmin, VerificationAdmin
from claims.models import Claim, Verification
from record.documents.preview import rules_broken
from record.exports import TABLES, NotPossible, exports
from record.site.pages import file
from sources.admin import QuoteAdmin, SpeakerAdmin
from sources.models import Quote, Speaker

from .whole import whole

ALL = "claims.publish_verification"  # who publishes may also take drafts and history away


class AsFiles:
    """An admin whose list leaves as the export's tables that `tables` names, of one kind."""

    tables = ()
    change_list_template = "record/list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name=name), *super().get_urls()]

    def export_view(self, request):
        """The files there are of the list that the address's filters make; or one, if posted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseBadRequest("This list has no such filter.")
        rows, chosen, refused = self.public(found.queryset), request.POST.get("file"), ""
        own = f"{self.tables[0]}.desk.jsonl" if request.user.has_perm(ALL) else None
        if own and chosen == own:
            ids = sorted(found.queryset.values_list("pk", flat=True))
            return file(whole(self.model, ids), own, "application/jsonl")
        files = {f"{t.name}{end}": (t, *how) for t, _, end, *how in self.files()}
        if chosen in files:
            table, make, media_type = files[chosen]
            chunks = make(table, rows)
            try:
                return file(chain([next(chunks)], chunks), chosen, media_type)
            except NotPossible as error:
                refused = str(error)
        public = rows.count()
        return self.offered(request, found, public=public, files=files, own=own, refused=refused)

    def files(self):
        """(table, format's name, suffix, maker, media type) of each."""
        every = exports()
        return [
            (t, name, end, make, kind)
            for t, name, make, end, kind in every
            if t.name in self.tables
        ]

    def public(self, listed):
        """The rows of the record that the list has."""
        rows = TABLES[self.tables[0]].model.objects.all()
        return rows.filter(id__in=list(listed.values_list("pk", flat=True)))

    def offered(self, request, found, **context):
        context |= {
            **self.admin_site.each_context(request),
            "title": f"Export {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "found": found,
        }
        return TemplateResponse(request, "record/export.html", context)


for model in (Claim, Verification, Quote, Speaker):
    admin.site.unregister(model)


@admin.register(Claim)
class ClaimsAsFiles(AsFiles, ClaimAdmin):
    tables = ("claims", "appearances")


@admin.register(Verification)
class VerificationsAsFiles(AsFiles, VerificationAdmin):
    tables = ("verifications", "evidence")

    def advice(self, finding):
        return rules_broken(finding)


@admin.register(Quote)
class QuotesAsFiles(AsFiles, QuoteAdmin):
    tables = ("quotes",)


@admin.register(Speaker)
class SpeakersAsFiles(AsFiles, SpeakerAdmin):
    tables = ("speakers",)
