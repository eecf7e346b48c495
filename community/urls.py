"""Every path of the portal."""

from django.contrib import admin
from django.urls import include, path

from community import media, offline, views
from community.accounts import display

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("media/<path:path>", media.photo, name="photo"),
    path("i18n/setlang/", display.set_language, name="set_language"),
    path("accounts/", include("community.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("rooms.urls")),
    path("", include("residents.urls")),
    path("", include("classes.urls")),
    path("", include("portal.urls")),
]

handler400 = "community.error_pages.bad_request"
handler403 = "community.error_pages.permission_denied"
handler404 = "community.error_pages.not_found"
handler500 = "community.error_pages.server_error"
