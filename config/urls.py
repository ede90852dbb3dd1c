"""The addresses of the site: the desk, and the public record."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("record.urls")),
]

handler400 = "record.delivery.errors.bad_request"
handler404 = "record.delivery.errors.not_found"
handler500 = "record.delivery.errors.server_error"
