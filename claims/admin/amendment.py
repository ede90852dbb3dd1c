"""The desk's pages for amendments: what is proposed, what it touches; apply or refuse it."""

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, path, reverse

from claims.models import Amendment
from sources.admin import VersionedModelAdmin
from sources.admin.kept import pressed, saved, words_kept
from sources.models.change import given_reason
from sources.rules import violation_message

from .seen import described, hold, version_of
from .steps import Refused

MAX_CLAIMS_SHOWN = 50
MAY_APPLY = "claims.publish_verification"
GROWN = (
    "Nothing is done: other claims rest on this now than when you opened the page, or what it "
    "names has changed. Read it again, then decide."
)
UNDECIDED = "Nothing is done: apply the change, or refuse it."
DECIDED = "Nothing is done: somebody else has decided on this change since you opened the page."


class WaitingFilter(admin.SimpleListFilter):
    title = "whose turn"
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [("second", "waiting for a second person: me"), ("mine", "proposed by me")]

    def queryset(self, request, queryset):
        match self.value():
            case "second":
                return queryset.waiting_for(request.user)
            case "mine":
                return queryset.filter(author=request.user)


def model_of(amendment):
    """Return the model of the table that an amendment changes."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return models[amendment.table_name]


def target(amendment):
    """Return the row that an amendment changes, or None where it is new or gone."""
    return model_of(amendment)._base_manager.filter(pk=amendment.row_id).first()


def fields_of(amendment):
    """Return {column: field} of the table that an amendment changes."""
    return {f.column: f for f in model_of(amendment)._meta.concrete_fields}


def rows_of(amendment):
    """Return (field, from, to) for each column that it changes, named ones by their names."""
    fields = fields_of(amendment)
    return [
        (fields[column].verbose_name, *(in_words(fields[column], value) for value in pair))
        for column, pair in sorted(amendment.changes.items())
        if column != "id"
    ]


def referred(field, value):
    """Return the row that a column's value refers to, or None."""
    return field.remote_field and field.remote_field.model._base_manager.filter(pk=value).first()


def in_words(field, value):
    """Return a column's value as people read it: of a reference, what it refers to."""
    if value is None or value == "":
        return "nothing"
    if field.remote_field:
        row = referred(field, value)
        return described(row) if row else f"number {value}, which is gone"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def shown_by(amendment):
    """Return the rows whose words it makes public: its own, and those that it comes to name."""
    fields, changes = fields_of(amendment), sorted(amendment.changes.items())
    named = (referred(fields[column], becomes) for column, (_, becomes) in changes)
    return [row for row in (target(amendment), *named) if row]


def seen(amendment):
    """Return the version of what its page shows."""
    claims = list(amendment.touched().order_by("pk").values_list("pk", flat=True))
    return version_of(shown_by(amendment), claims)


@admin.register(Amendment)
class AmendmentAdmin(VersionedModelAdmin):
    """Proposed on the page of what they change; here they are read, applied and refused."""

    list_display = ["reason", "what", "stage", "author", "approver", "created_at"]
    list_filter = [WaitingFilter, "stage", "kind"]
    list_select_related = ["author", "approver"]
    search_fields = ["reason", "author__username"]
    date_hierarchy = "created_at"
    fields = ["kind", "reason", "author", "created_at"]
    change_form_template = "claims/amendment.html"

    @admin.display(description="changes")
    def what(self, amendment):
        model = amendment.table_name.split("_", 1)[1].replace("_", " ")
        return f"{model}: {', '.join(sorted(amendment.changes))}"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        amendment = self.get_object(request, object_id)
        context = {
            **(extra_context or {}),
            **(self.context(request, amendment) if amendment else {}),
        }
        return super().change_view(request, object_id, form_url, context)

    def context(self, request, amendment):
        claims = list(amendment.touched())
        waits = amendment.stage == Amendment.Stage.PROPOSED
        return {
            "rows": rows_of(amendment),
            "target": self.link(amendment),
            "claims": claims[:MAX_CLAIMS_SHOWN],
            "more": max(0, len(claims) - MAX_CLAIMS_SHOWN),
            "seen": seen(amendment) if waits else "",
            **self.rights(request, amendment),
        }

    def rights(self, request, amendment):
        """Return what who asks may decide of an amendment that waits."""
        waits = amendment.stage == Amendment.Stage.PROPOSED
        own, reviewer = amendment.author == request.user, request.user.has_perm(MAY_APPLY)
        return {
            "may_apply": waits and reviewer and not own,
            "may_refuse": waits and (reviewer or own),
            "own": waits and own,
        }

    def link(self, amendment):
        """Return (address or "", words) of the row that it changes."""
        row = target(amendment)
        if row is None:
            return "", "a new row" if amendment.row_id is None else "a row that is gone"
        name = row._meta.label_lower.replace(".", "_")
        try:
            return reverse(f"admin:{name}_change", args=[row.pk]), str(row)
        except NoReverseMatch:
            return "", str(row)

    def get_urls(self):
        decide = self.admin_site.admin_view(self.decide)
        return [
            path("<int:pk>/decide/", decide, name="claims_amendment_decide"),
            *super().get_urls(),
        ]

    @pressed
    def decide(self, request, pk):
        """Apply an amendment, or refuse it with a reason."""
        amendment = get_object_or_404(self.get_queryset(request), pk=pk)
        page = reverse("admin:claims_amendment_change", args=[pk])
        if amendment.stage != Amendment.Stage.PROPOSED:
            return words_kept(request, DECIDED, page)
        may = self.rights(request, amendment)
        decision = request.POST.get("decision")
        if not may["may_apply" if decision == "apply" else "may_refuse"]:
            raise PermissionDenied
        try:
            with transaction.atomic():
                said = self.take(request, amendment, decision)
        except IntegrityError as error:
            self.message_user(request, violation_message(error), messages.ERROR)
            return redirect(page)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return redirect(page)
        self.message_user(request, said, messages.SUCCESS)
        return saved(request, redirect(page))

    def take(self, request, amendment, decision):
        """Take a decision; return what is done, in words. Raises Refused."""
        if decision == "refuse":
            amendment.refuse(request.user, given_reason(request))
            return "Refused: nothing is changed."
        if decision != "apply":
            raise Refused(UNDECIDED)
        hold(shown_by(amendment))
        if request.POST.get("seen") != seen(amendment):
            raise Refused(GROWN)
        amendment.apply(request.user)
        self.log_change(request, amendment, "Applied.")
        return "Applied: the public record shows it."
