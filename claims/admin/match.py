"""The desk's matches: one person proposes what was found or says so first, another confirms."""

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.utils.html import format_html

from claims.models import Match
from sources.admin import VersionedModelAdmin
from sources.fields import row_number
from sources.language import in_language
from sources.models.change import given_why
from sources.rules import violation_message


def plain(matches):
    """Return the chosen rows of a list as a queryset that can be updated."""
    return Match.objects.filter(pk__in=list(matches.values_list("pk", flat=True)))


@admin.register(Match)
class MatchAdmin(VersionedModelAdmin):
    list_display = ["claim_in_language", "kind_read", "other_in_language", "differs", "stage"]
    list_display += ["created_by", "score"]
    list_filter = ["stage", "kind", "method"]
    list_select_related = ["claim__claimant", "other__claimant"]
    search_fields = ["claim__statement__folded", "other__statement__folded"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claim", "other"]
    readonly_fields = ["differs", "stage", "score", "method", "created_by"]
    readonly_fields += ["decided_by", "decided_at"]
    fields = ["claim", "kind", "other", *readonly_fields]
    actions = ["propose", "confirm", "refuse", "take_back"]
    change_form_template = "claims/match.html"

    def get_queryset(self, request):
        rows = super().get_queryset(request).read().select_related("created_by", "decided_by")
        return rows.select_related(*self.list_select_related)

    def get_readonly_fields(self, request, obj=None):
        return ["claim", "other", *self.readonly_fields] if obj else self.readonly_fields

    def has_change_permission(self, request, obj=None):
        decided = obj and obj.stage != Match.Stage.SUGGESTED
        return not decided and super().has_change_permission(request, obj)

    def has_confirm_permission(self, request):
        return request.user.has_perm("claims.publish_verification")

    def render_change_form(self, request, context, **kwargs):
        context["may_confirm"] = self.has_confirm_permission(request)
        return super().render_change_form(request, context, **kwargs)

    @admin.display(description="kind", ordering="kind")
    def kind_read(self, match):
        """Say what the list's reader reads of each, for the confirmation to name."""
        read = '{}<input type="hidden" name="read" value="{}:{}">'
        return format_html(read, match.kind, match.pk, match.digest)

    @admin.display(description="claim", ordering="claim__statement")
    def claim_in_language(self, match):
        return in_language(match.claim, match.claim.language)

    @admin.display(description="other claim", ordering="other__statement")
    def other_in_language(self, match):
        return in_language(match.other, match.other.language)

    @admin.display
    def differs(self, match):
        return " ".join(map(str, match.claim.differences(match.other.statement)))

    @admin.action(description="Propose, as they stand here", permissions=["change"])
    def propose(self, request, matches):
        self._decide(request, "proposed", lambda: plain(matches).propose(request.user))

    @admin.action(description="Confirm", permissions=["confirm"])
    def confirm(self, request, matches):
        read = dict(each.split(":", 1) for each in request.POST.getlist("read") if ":" in each)
        numbers = {pk: row_number(pk) for pk in read if pk.isascii()}
        read = {number: read[pk] for pk, number in numbers.items() if number is not None}
        self._decide(request, "confirmed", lambda: plain(matches).confirm(request.user, read))

    @admin.action(description="Refuse: it is not suggested again", permissions=["change"])
    def refuse(self, request, matches):
        self._decide(request, "refused", lambda: plain(matches).refuse(request.user))

    @admin.action(description="Take back what is confirmed", permissions=["confirm"])
    def take_back(self, request, matches):
        why = given_why(request).strip()
        if not why:
            said = "Say why: a confirmed match is taken back on its page, with a reason."
            return self.message_user(request, said, messages.ERROR)
        self._decide(request, "taken back", lambda: plain(matches).take_back(request.user, why))

    def _decide(self, request, done, decide):
        try:
            with transaction.atomic():
                many = decide()
        except IntegrityError as error:
            self.message_user(request, violation_message(error), messages.ERROR)
        else:
            self.message_user(request, f"{many} {done}.", messages.SUCCESS)

    def save_model(self, request, obj, form, change):
        """Record whoever says of what kind a match is as the one who proposes it."""
        if obj.created_by is None or "kind" in form.changed_data:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
