"""Notices in the admin: one photo, where the notice is shown, and a preview."""

from base64 import b64encode
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from community.admin_base import PortalHistoryAdmin
from community.models import Notice
from community.photos import read_photo
from community.templatetags.portal import names, state_badge

SHOWN_WIDTH = 400  # pixels of a photo that is not saved yet


class ShowingFilter(admin.SimpleListFilter):
    """Filter notices by whether they are showing now, later, or no longer."""

    title = _("state")
    parameter_name = "showing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("showing")), ("later", _("to come")), ("over", _("over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Notice]) -> QuerySet[Notice]:
        now = timezone.now()
        is_over = Q(ends_at__lte=now)
        match self.value():
            case "now":
                return queryset.filter(~is_over, starts_at__lte=now)
            case "later":
                return queryset.filter(starts_at__gt=now)
            case "over":
                return queryset.filter(is_over, starts_at__lte=now)
        return queryset


@admin.register(Notice)
class NoticeAdmin(PortalHistoryAdmin):
    """Notices for the public; the preview uses the portal's own templates."""

    change_form_template = "admin/community/notice.html"
    list_display = ["title", "starts_at", "ends_at", "places", "is_showing"]
    list_display_links = ["title"]
    list_filter = [ShowingFilter]
    search_fields = ["title", "title_en", "body"]
    date_hierarchy = "starts_at"
    fieldsets = [
        (None, {"fields": ["title", "title_en", "body", "body_en"]}),
        (_("When and where"), {"fields": [("starts_at", "ends_at"), ("on_home", "on_wall")]}),
        (_("Photo"), {"fields": ["photo", "photo_alt", "photo_alt_en"]}),
    ]

    @admin.display(description=_("shown on"))
    def places(self, notice: Notice) -> str:
        places = ((notice.on_home, _("home page")), (notice.on_wall, _("screen")))
        return names(str(words) for is_there, words in places if is_there)

    @admin.display(description=_("state"))
    def is_showing(self, notice: Notice) -> SafeString:
        now = timezone.now()
        if notice.starts_at > now:
            return state_badge("waiting", str(_("to come")))
        if notice.ends_at is not None and notice.ends_at <= now:
            return state_badge("completed", str(_("over")))
        return state_badge("confirmed", str(_("showing")))

    def get_urls(self) -> list[URLPattern]:
        framed = xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(self.preview))
        own = path("preview/", self.admin_site.admin_view(framed), name="community_notice_preview")
        return [own, *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The notice as residents and the foyer's screen would show it, saved or as typed. Nothing is saved."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        key = request.GET.get("pk", "")
        kept = Notice.objects.filter(pk=self.key_or_404(key)).first() if key else None
        notice: Any = kept or Notice()
        if request.method == "POST":
            form = self.get_form(request, kept)(request.POST, request.FILES, instance=notice)
            form.is_valid()
            for name, value in form.cleaned_data.items():
                if name != "photo":
                    setattr(notice, name, value)
            notice = _as_typed(notice, request.FILES.get("photo"), is_gone="photo-clear" in request.POST)
        return TemplateResponse(request, "admin/community/notice_preview.html", {"notice": notice, "notices": [notice]})


def _as_typed(notice: Notice, upload: Any, *, is_gone: bool) -> Any:
    """An unsaved notice, with its new photo embedded in the page."""
    photo: Any = None if is_gone else notice.photo
    if upload is not None:
        try:
            image = read_photo(upload).copy()
        except ValidationError:
            photo = None
        else:
            image.thumbnail((SHOWN_WIDTH, SHOWN_WIDTH))
            buffer = BytesIO()
            image.save(buffer, "WEBP", quality=80)
            photo = SimpleNamespace(card_url=f"data:image/webp;base64,{b64encode(buffer.getvalue()).decode()}")
    fields = ("title", "title_en", "body", "body_en", "photo_alt", "photo_alt_en", "on_home", "on_wall")
    shown = SimpleNamespace(pk=None, photo=photo, **{name: getattr(notice, name) for name in fields})
    shown.in_reader_language = lambda name: Notice.in_reader_language(shown, name)  # type: ignore[arg-type]
    return shown
