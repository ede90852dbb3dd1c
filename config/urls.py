"""The addresses of the site: the public record, and the desk."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from record.urls import pages_for_people

urlpatterns = [
    path("", include("record.urls")),
    path("admin/", admin.site.urls),  # last: it takes every address below its own
    *i18n_patterns(*pages_for_people, prefix_default_language=False),
]

handler400 = "record.delivery.errors.bad_request"
handler403 = "record.delivery.errors.forbidden"
handler404 = "record.delivery.errors.not_found"
handler500 = "record.delivery.errors.server_error"
