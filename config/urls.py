"""The addresses of the site: the public record, and the desk."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("record.urls")),
    path("admin/", admin.site.urls),  # last: it takes every address below its own
]

handler400 = "record.delivery.errors.bad_request"
handler404 = "record.delivery.errors.not_found"
handler500 = "record.delivery.errors.server_error"
