"""The desk's list of matches: suggested ones are confirmed or refused by a person, or wait."""

from django.contrib import admin, messages
from django.db import IntegrityError, transaction

from claims.models import Match
from sources.admin import VersionedModelAdmin
from sources.language import in_language
from sources.rules import violation_message


@admin.register(Match)
class MatchAdmin(VersionedModelAdmin):
    list_display = ["claim_in_language", "kind", "other_in_language", "differs", "stage", "score"]
    list_filter = ["stage", "kind", "method"]
    list_select_related = ["claim__claimant", "other__claimant"]
    search_fields = ["claim__statement__folded", "other__statement__folded"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claim", "other"]
    readonly_fields = ["differs", "stage", "score", "method", "created_by"]
    readonly_fields += ["decided_by", "decided_at"]
    fields = ["claim", "kind", "other", *readonly_fields]
    actions = ["confirm", "refuse"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("created_by", "decided_by")
        return rows.select_related(*self.list_select_related)

    def get_readonly_fields(self, request, obj=None):
        return ["claim", "other", *self.readonly_fields] if obj else self.readonly_fields

    def has_change_permission(self, request, obj=None):
        decided = obj and obj.stage != Match.Stage.SUGGESTED
        return not decided and super().has_change_permission(request, obj)

    def has_confirm_permission(self, request):
        return request.user.has_perm("claims.publish_verification")

    @admin.display(description="claim", ordering="claim__statement")
    def claim_in_language(self, match):
        return in_language(match.claim, match.claim.language)

    @admin.display(description="other claim", ordering="other__statement")
    def other_in_language(self, match):
        return in_language(match.other, match.other.language)

    @admin.display
    def differs(self, match):
        return " ".join(map(str, match.claim.differences(match.other.statement)))

    @admin.action(description="Confirm", permissions=["confirm"])
    def confirm(self, request, matches):
        self._decide(request, matches, Match.Stage.CONFIRMED)

    @admin.action(description="Refuse: it is not suggested again", permissions=["change"])
    def refuse(self, request, matches):
        self._decide(request, matches, Match.Stage.REFUSED)

    def _decide(self, request, matches, stage):
        chosen = Match.objects.filter(pk__in=list(matches.values_list("pk", flat=True)))
        try:
            with transaction.atomic():
                many = chosen.decide(stage, request.user)
        except IntegrityError as error:
            self.message_user(request, violation_message(error), messages.ERROR)
        else:
            self.message_user(request, f"{many} {stage}.", messages.SUCCESS)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
