"""The desk's log-in, which wrong passwords make wait."""

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django_otp import match_token, user_has_device

from record.delivery.login_limit import LoginLimit

MAX_PASSWORD = 1_000  # letters: hashing more costs time, and nobody's is longer
NO_CODE = (
    "Type your password again, and the code that your app shows now, or one of your recovery codes."
)
WAIT = "Too many wrong passwords from here. Wait {} seconds, then try again."


class LoginForm(AdminAuthenticationForm):
    """Django's form, which asks whether a try may be made before it looks at the password."""

    password = forms.CharField(
        max_length=MAX_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    code = forms.CharField(
        label="Code, if you have a second factor",
        max_length=16,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def clean(self):
        name = self.cleaned_data.get("username")
        if not name or "password" not in self.cleaned_data:
            return self.cleaned_data
        limit = LoginLimit(self.request, name)
        if seconds := limit.wait():
            raise ValidationError(WAIT.format(seconds))
        cleaned = super().clean()
        self.require_code(self.get_user())
        limit.succeed()
        return cleaned

    def require_code(self, person):
        """Refuse a log-in without a right code of the second factor that the person has."""
        if user_has_device(person):
            person.otp_device = match_token(person, self.cleaned_data.get("code", ""))
            if not person.otp_device:
                raise ValidationError(NO_CODE)


admin.site.login_form = LoginForm
