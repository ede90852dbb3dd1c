"""The site map."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("record.urls")),
]

handler400 = "record.pages.bad_request"
handler404 = "record.pages.not_found"
handler500 = "record.pages.server_error"
