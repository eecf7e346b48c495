"""Every path of the portal."""

from django.contrib import admin
from django.urls import include, path

from community import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("", include("rooms.urls")),
]
