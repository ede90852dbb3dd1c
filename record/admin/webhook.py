"""Webhooks, for administrators: whom to tell of which claims, a test, and the log of deliveries."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import QueryDict

from record.delivery.problems import BadParameters
from record.models import Change, Claim, Delivery, Webhook
from record.query.filters import ClaimFilter
from record.query.parameters import check
from record.webhooks import put_test
from sources.admin import VersionedModelAdmin
from sources.admin.base import DeskForm
from sources.ingest import Unreadable
from sources.ingest.fetch import checked_address

SHOWN_ONCE = "The secret is {} — copy it now: it is shown only once."


class WebhookForm(DeskForm):
    def clean_url(self):
        try:
            return checked_address(self.cleaned_data["url"])
        except Unreadable as error:
            raise ValidationError(str(error)) from None

    def clean_filter(self):
        query = QueryDict(self.cleaned_data["filter"].removeprefix("?"))
        try:
            check(query, ClaimFilter(query, Claim.objects.all()).form)
        except BadParameters as bad:
            said = [f"{error['parameter']}: {error['detail']}" for error in bad.errors]
            raise ValidationError(said) from None
        return query.urlencode()


class StateFilter(admin.SimpleListFilter):
    title = "whether it is told"
    parameter_name = "told"

    def lookups(self, request, model_admin):
        return [("yes", "active"), ("no", "disabled")]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.active()
            case "no":
                return queryset.exclude(disabled_because="")


@admin.register(Webhook)
class WebhookAdmin(VersionedModelAdmin):
    form = WebhookForm
    list_display = ["name", "url", "filter", "failing_since", "disabled_because"]
    list_filter = [StateFilter]
    search_fields = ["name", "url"]
    ordering = ["name"]
    readonly_fields = ["failing_since", "disabled_because", "created_by"]
    date_hierarchy = "created_at"
    actions = ["test", "disable", "enable"]

    def save_model(self, request, webhook, form, change):
        if not change:
            webhook.last_change = Change.objects.last_number()
            messages.success(request, SHOWN_ONCE.format(webhook.make_secret()))
            webhook.created_by = request.user
        super().save_model(request, webhook, form, change)

    def has_delete_permission(self, request, obj=None):
        return False  # what was told to whom stays known

    @admin.action(description="Send a test event", permissions=["change"])
    def test(self, request, webhooks):
        for webhook in webhooks:
            put_test(webhook)
        self.message_user(request, "A test event is sent; the deliveries say whether it arrived.")

    @admin.action(description="Tell them no more", permissions=["change"])
    def disable(self, request, webhooks):
        for webhook in webhooks:
            webhook.disable(f"{request.user.get_username()} has disabled it.")
        self.message_user(request, "They are told no more, until they are enabled again.")

    @admin.action(description="Enable again", permissions=["change"])
    def enable(self, request, webhooks):
        for webhook in webhooks:
            webhook.enable()
        self.message_user(request, "They are told again, also of what they have missed.")


@admin.register(Delivery)
class DeliveryAdmin(VersionedModelAdmin):
    list_display = ["event", "claim", "webhook", "created_at", "delivered_at", "tries", "answer"]
    list_filter = ["webhook", "event"]
    list_select_related = ["webhook"]
    search_fields = ["claim", "answer"]
    date_hierarchy = "created_at"
    ordering = ["-id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
