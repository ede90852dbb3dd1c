"""Tokens for who reads much: administrators make them, show them once, and revoke them."""

from django import forms
from django.contrib import admin, messages

from record.models import Token
from sources.admin import Desk
from sources.admin.desk import DeskForm

ONCE = "The token is {} — copy it now: it is shown only once."


class TokenForm(DeskForm):
    scopes = forms.MultipleChoiceField(
        choices=Token.Scope, widget=forms.CheckboxSelectMultiple, initial=Token.Scope.values
    )


@admin.register(Token)
class TokenAdmin(Desk):
    form = TokenForm
    list_display = ["name", "begins", "per_minute", "expires_at"]
    search_fields = ["name", "begins"]
    readonly_fields = ["begins"]
    ordering = ["name"]
    date_hierarchy = "expires_at"
    actions = ["revoke"]

    def save_model(self, request, token, form, change):
        secret = token.make()
        super().save_model(request, token, form, change)
        messages.success(request, ONCE.format(secret))

    @admin.action(description="Revoke selected tokens", permissions=["add"])
    def revoke(self, request, tokens):
        self.message_user(request, f"{tokens.revoke()} of them could be used until now.")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
