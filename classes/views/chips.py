"""Chips to filter a long list of classes."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from classes.enums import ClassKind
from classes.selectors import ClassFilter
from community.chips import chip
from community.enums import Weekday


def class_chips(request: HttpRequest, wanted: ClassFilter, *, is_many: bool) -> dict[str, object]:
    """The context of `classes/_choose.html`; empty if there is too little to choose from."""
    if wanted.is_empty and not is_many:
        return {}
    every_kind = chip(request, _("All kinds"), is_current=not wanted.kind, kind=None)
    every_day = chip(request, _("Any day"), is_current=wanted.weekday is None, weekday=None)
    seats = chip(request, _("Free seats"), is_current=wanted.has_seats, has_seats=None if wanted.has_seats else "on")
    return {
        "kind_chips": [
            every_kind,
            *(chip(request, kind.label, is_current=wanted.kind == kind, kind=kind.value) for kind in ClassKind),
        ],
        "day_chips": [
            every_day,
            *(chip(request, day.label, is_current=wanted.weekday == day, weekday=day.value) for day in Weekday),
        ],
        "seat_chips": [seats],
        "kept_query": [(name, value) for name, value in request.GET.items() if name not in ("q", "page")],
    }
