"""A new password by mail, for who has lost theirs: Django's own pages, where mail is set up."""

from threading import Thread
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.urls import path

from record.delivery.login_limit import LoginLimit

WAIT = "Too many mails were asked for from here. Wait {} seconds, then try again."


class LostPasswordForm(PasswordResetForm):
    def send_mail(self, *arguments, **named):
        """Send in a thread: how long it takes tells nobody whether an address is known."""
        Thread(target=super().send_mail, args=arguments, kwargs=named).start()


class LostPassword(views.PasswordResetView):
    form_class = LostPasswordForm

    def form_valid(self, form):
        if seconds := LoginLimit(self.request, "lost password").wait():
            form.add_error("email", WAIT.format(seconds))
            return self.form_invalid(form)
        site = urlsplit(settings.PUBLIC_URL)  # not the Host that whoever asks has sent
        self.extra_email_context = {"domain": site.netloc, "protocol": site.scheme}
        return super().form_valid(form)


def shown(view):
    """Return a view of Django's as a page of the desk."""
    return view.as_view(extra_context={"site_header": admin.site.site_header})


urlpatterns = [
    path("password_reset/", shown(LostPassword), name="admin_password_reset"),
    path("password_reset/done/", shown(views.PasswordResetDoneView), name="password_reset_done"),
    path(
        "reset/<uidb64>/<token>/",
        shown(views.PasswordResetConfirmView),
        name="password_reset_confirm",
    ),
    path("reset/done/", shown(views.PasswordResetCompleteView), name="password_reset_complete"),
]
