"""
API tokens: shown once, when they are made, and valid until they are revoked or expire.

Everybody at the desk has their own; administrators make them for others, too, with other limits.
"""

from django import forms
from django.contrib import admin, messages

from record.models import Token
from sources.admin import VersionedModelAdmin
from sources.admin.base import DeskForm

SHOWN_ONCE = "The token is {} — copy it now: it is shown only once."


class TokenForm(DeskForm):
    scopes = forms.MultipleChoiceField(
        choices=Token.Scope, widget=forms.CheckboxSelectMultiple, initial=Token.Scope.values
    )


class GoodFilter(admin.SimpleListFilter):
    title = "whether it is valid"
    parameter_name = "good"

    def lookups(self, request, model_admin):
        return [("yes", "valid"), ("no", "expired or revoked")]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.good()
            case "no":
                return queryset.exclude(pk__in=queryset.good())


def may_manage_others(request):
    """Return whether the user may manage other people's tokens."""
    return request.user.has_perm("sources.delete_others")


@admin.register(Token)
class TokenAdmin(VersionedModelAdmin):
    form = TokenForm
    list_display = ["name", "begins", "per_minute", "expires_at", "created_by"]
    list_filter = [GoodFilter]
    list_select_related = ["created_by"]
    search_fields = ["name", "begins"]
    ordering = ["name"]
    date_hierarchy = "expires_at"
    actions = ["revoke"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        listed = request.resolver_match.url_name == "record_token_changelist"
        return (
            rows.filter(created_by=request.user)
            if listed and not may_manage_others(request)
            else rows
        )

    def has_view_permission(self, request, obj=None):
        is_own = obj is None or obj.created_by == request.user
        return (is_own or may_manage_others(request)) and super().has_view_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return ["begins", "created_by"] if may_manage_others(request) else ["begins", "per_minute"]

    def save_model(self, request, token, form, change):
        secret = token.make()
        super().save_model(request, token, form, change)
        messages.success(request, SHOWN_ONCE.format(secret))

    @admin.action(description="Revoke selected tokens", permissions=["add"])
    def revoke(self, request, tokens):
        self.message_user(
            request, f"{tokens.revoke()} of these tokens were valid, and are revoked now."
        )

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
