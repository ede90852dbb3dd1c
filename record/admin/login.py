"""The desk's log-in, which wrong passwords make wait."""

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from record.delivery.login_limit import LoginLimit

MAX_PASSWORD = 1_000  # letters: hashing more costs time, and nobody's is longer
WAIT = "Too many wrong passwords from here. Wait {} seconds, then try again."


class LoginForm(AdminAuthenticationForm):
    """Django's form, which asks whether a try may be made before it looks at the password."""

    password = forms.CharField(
        max_length=MAX_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean(self):
        name = self.cleaned_data.get("username")
        if not name or "password" not in self.cleaned_data:
            return self.cleaned_data
        limit = LoginLimit(self.request, name)
        if seconds := limit.wait():
            raise ValidationError(WAIT.format(seconds))
        cleaned = super().clean()
        limit.succeed()
        return cleaned


admin.site.login_form = LoginForm
