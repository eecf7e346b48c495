"""Draws and their lots, read-only; the seed stays hidden until the draw is held."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes.models import Draw, DrawEntry
from community.admin_base import PortalAdmin, PortalInline
from community.admin_filters import either
from community.admin_tools import LookOnly


class EntryInline(LookOnly, PortalInline):
    model = DrawEntry
    fields = ["number", "seats", "weight", "order", "won"]


@admin.register(Draw)
class DrawAdmin(LookOnly, PortalAdmin):
    list_display = ["interest_class", "closes_at", "drawn_at"]
    list_select_related = ["interest_class"]
    list_filter = [("drawn_at", either(_("not drawn yet"), pgettext_lazy("state", "drawn")))]
    fields = ["interest_class", "closes_at", "seed_hash", "seed_once_drawn", "drawn_at"]
    inlines = [EntryInline]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("classes.view_draw")

    @admin.display(description=_("seed"))
    def seed_once_drawn(self, draw: Draw) -> str:
        return draw.seed if draw.drawn_at else "–"
