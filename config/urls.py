"""All URLs of the portal."""

from django.contrib import admin
from django.urls import include, path

from community import media
from community.accounts.views import calendar, display, entry
from config import offline, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("media/<path:path>", media.photo, name="photo"),
    path("i18n/setlang/", display.set_language, name="set_language"),
    path("accounts/", include("community.accounts.urls")),
    path("", include("community.certificates.urls")),
    path("", include("community.work.urls")),
    path("calendar/<str:token>.ics", calendar.my_feed, name="my_feed"),
    path("calendar/new-address/", calendar.reset_my_feed, name="reset_my_feed"),
    path("admin/login/", entry.admin_log_in),  # replaces the admin's own login page
    path("admin/", admin.site.urls),
    path("", include("rooms.urls")),
    path("", include("residents.urls")),
    path("", include("volunteers.urls")),
    path("", include("classes.urls")),
    path("", include("childcare.urls")),
    path("", include("donations.urls")),
    path("", include("donations.fund.urls")),
    path("", include("portal.urls")),
]

handler400 = "config.error_pages.bad_request"
handler403 = "config.error_pages.permission_denied"
handler404 = "config.error_pages.not_found"
handler500 = "config.error_pages.server_error"
