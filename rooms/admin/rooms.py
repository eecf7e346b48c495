"""Rooms, their kinds and opening hours, and the policy for all of them."""

from typing import Any, Protocol, cast

from django.contrib import admin, messages
from django.db.models import Count, ProtectedError, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.addresses import public_address
from community.admin_base import PortalHistoryAdmin, PortalInline, SingleAdmin
from community.admin_tools import is_announced
from community.enums import Weekday
from community.errors import DomainError
from community.models import CalendarDay, User
from community.ranges import today
from rooms import services
from rooms.admin.tools import booking_links
from rooms.models import BookingPolicy, OpeningSpan, Room, RoomKind, SpecialHours
from rooms.selectors import displaced_bookings

admin.site.register(BookingPolicy, SingleAdmin)


class Starred(Protocol):
    """A room of the list, with the number of those whose favourite it is."""

    stars: int


def warn_of_displaced(request: HttpRequest) -> None:
    """Warn when upcoming bookings now lie outside the room's opening hours."""
    bookings = displaced_bookings()
    if bookings:
        messages.warning(
            request,
            format_html("{}{}", _("These bookings are outside the opening hours now:"), booking_links(bookings)),
        )


class OpeningSpanInline(PortalInline):
    """The hours of each weekday; a new room starts with a row for each day, and those left empty are not saved."""

    model = OpeningSpan

    def get_extra(self, request: HttpRequest, obj: Room | None = None, **kwargs: Any) -> int:
        return 0 if obj and obj.pk else len(Weekday)


class SpecialHoursInline(PortalInline):
    model = SpecialHours

    def get_queryset(self, request: HttpRequest) -> QuerySet[SpecialHours]:
        return super().get_queryset(request).filter(date__gte=today())


@admin.register(Room)
class RoomAdmin(PortalHistoryAdmin):
    list_display = ["name", "kind", "floor", "capacity", "mode", "needs_approval", "starred", "is_active", "position"]
    list_filter = ["is_active", "kind", "mode"]
    list_select_related = ["kind"]
    search_fields = ["name", "name_en", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [OpeningSpanInline, SpecialHoursInline]
    actions = ["reset_feed"]
    readonly_fields = ["feed_address"]
    fieldsets = [
        (None, {"fields": ["name", "name_en", "slug", "kind", "is_active", "position"]}),
        (
            gettext_lazy("The room"),
            {
                "fields": [
                    ("floor", "capacity", "step_free"),
                    "photo",
                    "description",
                    "description_en",
                    "equipment",
                    "equipment_en",
                    "house_rules",
                    "house_rules_en",
                ]
            },
        ),
        (
            gettext_lazy("Booking rules"),
            {
                "fields": [
                    ("mode", "needs_approval", "holiday_rule"),
                    ("slot_minutes", "min_minutes", "max_minutes", "buffer_minutes"),
                    ("advance_days", "notice_minutes"),
                    ("cancel_minutes", "grace_minutes"),
                    ("minimum_age", "guardian_below"),
                ]
            },
        ),
        (gettext_lazy("Calendar"), {"fields": ["feed_address"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Room]:
        return super().get_queryset(request).annotate(stars=Count("favourites"))

    def get_formset_kwargs(self, request: HttpRequest, obj: Room, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk is None and isinstance(inline, OpeningSpanInline):
            kwargs["initial"] = [{"weekday": day} for day in Weekday]
        return kwargs

    @admin.display(description=gettext_lazy("favourite of"), ordering="stars")
    def starred(self, room: Starred) -> int:
        return room.stars

    @admin.display(description=gettext_lazy("calendar address"))
    def feed_address(self, room: Room) -> str:
        return reverse("room_feed", args=[room.slug, room.feed_token]) if room.pk else "–"

    def get_fieldsets(self, request: HttpRequest, obj: Room | None = None) -> Any:
        """The calendar's secret address, only for those who may change the room."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj and self.has_change_permission(request, obj):
            return fieldsets
        return [each for each in fieldsets if "feed_address" not in each[1]["fields"]]

    def save_model(self, request: HttpRequest, obj: Room, form: Any, change: bool) -> None:
        services.save_room(room=obj, by=cast(User, request.user))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        warn_of_displaced(request)

    def refusal(self, error: DomainError) -> str:
        """The error for a capacity below what is already booked, with the bookings in the way."""
        links = booking_links(error.details.get("bookings", []))
        return format_html("{}{}", error.message, links)

    def delete_model(self, request: HttpRequest, obj: Room) -> None:
        try:
            super().delete_model(request, obj)
        except ProtectedError:
            messages.error(request, _("A room that was in use cannot be deleted; take it out of use."))

    @admin.action(description=gettext_lazy("Give the calendar a new address"), permissions=["change"])
    def reset_feed(self, request: HttpRequest, rooms: QuerySet[Room]) -> None:
        if is_announced(request, rooms):
            return
        for room in rooms:
            services.reset_room_feed(room=room, by=cast(User, request.user))
            url = public_address(self.feed_address(room))
            messages.success(request, _("%(room)s: the new calendar address is %(url)s") % {"room": room, "url": url})


@admin.register(RoomKind)
class RoomKindAdmin(PortalHistoryAdmin):
    list_display = ["name", "max_active_bookings", "max_hours_per_week"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(CalendarDay)
class CalendarDayAdmin(PortalHistoryAdmin):
    list_display = ["date", "nature", "name"]
    list_filter = ["nature"]
    date_hierarchy = "date"
    search_fields = ["name", "name_en"]

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        warn_of_displaced(request)
