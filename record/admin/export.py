"""Export a list of the desk as files: of what its filters find, all that is public."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.template.response import TemplateResponse
from django.urls import path

from claims.models import Claim, Verification
from record.exports import TABLES, NotPossible, exports
from record.site.files import begun_with, download
from sources.admin import hooks
from sources.admin.history_export import export_with_history
from sources.models import Quote, Speaker

# The export's tables that each list leaves as; the first one has a row for each of the list's.
EXPORTED = {
    Claim: ("claims", "appearances"),
    Verification: ("verifications", "evidence"),
    Quote: ("quotes",),
    Speaker: ("speakers",),
}
# Whoever publishes may also take drafts and history away.
EXPORT_DRAFTS = "claims.publish_verification"


class ListExport:
    """The export page of one model's list; `page` is the model's ModelAdmin."""

    def __init__(self, page):
        self.page = page
        self.tables = EXPORTED[page.model]

    def view(self, request):
        """Offer the files of the list that the URL's filters make; or send one, if posted."""
        if not self.page.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.page.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseBadRequest("This list has no such filter.")
        rows, chosen, refused = self.public(found.queryset), request.POST.get("file"), ""
        may_export_drafts = request.user.has_perm(EXPORT_DRAFTS)
        own = f"{self.tables[0]}.desk.jsonl" if may_export_drafts else None
        if own and chosen == own:
            ids = sorted(found.queryset.values_list("pk", flat=True))
            return download(export_with_history(self.page.model, ids), own, "application/jsonl")
        files = {f"{t.name}{end}": (t, *how) for t, _, end, *how in self.files()}
        if chosen in files:
            table, make, media_type = files[chosen]
            chunks = make(table, rows)
            try:
                return download(begun_with(next(chunks), chunks), chosen, media_type)
            except NotPossible as error:
                refused = str(error)
        public = rows.count()
        return self.offer(request, found, public=public, files=files, own=own, refused=refused)

    def files(self):
        """Return (table, format's name, suffix, maker, media type) of each file."""
        return [
            (t, name, end, make, kind)
            for t, name, make, end, kind in exports()
            if t.name in self.tables
        ]

    def public(self, listed):
        """Return the public record's rows of what the list has."""
        rows = TABLES[self.tables[0]].model.objects.all()
        return rows.filter(id__in=list(listed.values_list("pk", flat=True)))

    def offer(self, request, found, **context):
        opts = self.page.opts
        context |= {
            **self.page.admin_site.each_context(request),
            "title": f"Export {opts.verbose_name_plural}",
            "opts": opts,
            "found": found,
        }
        return TemplateResponse(request, "record/export.html", context)


def urls(page):
    """Return the URL of the export page of a ModelAdmin's list."""
    view = page.admin_site.admin_view(ListExport(page).view)
    name = f"{page.opts.app_label}_{page.opts.model_name}_export"
    return [path("export/", view, name=name)]


for model in EXPORTED:
    hooks.register("urls", model, urls)
    hooks.register("list_tools", model, "record/export_link.html")
