"""Sources of the desk's search: bookings from today on, logins to book for, and rooms."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.http import UserRequest
from community.models import User
from community.names import mask_name, mask_phone, shown_name
from community.person_line import PersonLine, told_apart
from community.ranges import DAY, day_span, today
from community.registers.finding import MOST, Hit, fits, likeness_of, register
from community.templatetags.dates import near_span
from rooms.models import Booking, Room


@register(_("Bookings"), icon="calendar-event", permissions=["rooms.run_desk", "rooms.view_booking"], place=20)
def bookings(request: UserRequest, words: str) -> Iterator[Hit]:
    """Bookings from today on by name, phone or reference."""
    runs_desk = request.user.has_perm("rooms.run_desk")
    begins = day_span(today()).start
    # A stay is within one day, so that the index of starts leaves out all earlier ones.
    ahead = Booking.objects.filter(starts_at__gte=begins - DAY, ends_at__gte=begins)
    found = ahead.found_by(words, whole_numbers=runs_desk)
    for booking in found.select_related("room").order_by("starts_at", "pk")[: MOST + 1]:
        phone = mask_phone(booking.contact_phone) if booking.contact_phone else ""
        yield Hit(
            f"{shown_name(booking.contact_name)} · {booking.room}",
            booking.get_absolute_url() if runs_desk else reverse("admin:rooms_booking_change", args=[booking.pk]),
            " · ".join(filter(None, [near_span(booking.span), phone])),
            likeness_of(words, booking.contact_name, booking.ref),
            state=(booking.state, booking.get_state_display()),
        )


@register(_("Logins"), icon="user", permissions=["rooms.run_desk", "community.view_user"], place=11)
def logins(request: UserRequest, words: str) -> Iterator[Hit]:
    """Logins by name, pinyin or phone, linked to their record in the admin or to a booking for them."""
    reader = request.user
    found = list(User.objects.found_by(words, whole_numbers=reader.has_perm("rooms.run_desk"))[: MOST + 1])
    looks = reader.is_staff and reader.has_perm("community.view_user")
    for user, line in zip(found, told_apart(map(line_of, found)), strict=True):
        book = f"{reverse('desk_book')}?user={user.pk}"
        yield Hit(
            line.name,
            reverse("admin:community_user_change", args=[user.pk]) if looks else book,
            likeness=likeness_of(words, user.name, user.phone, user.phone[-4:]),
            person=line,
            more=(_("Book for them"), book) if reader.has_perm("rooms.run_desk") else None,
        )


def line_of(user: User) -> PersonLine:
    """A login as a masked `PersonLine`; anything more is in the register."""
    return PersonLine(user.pk, mask_name(user.name), mask_phone(user.phone))


@register(_("Rooms"), icon="door", permissions=["rooms.run_desk", "rooms.view_room"], place=50)
def rooms(request: UserRequest, words: str) -> Iterator[Hit]:
    """Rooms by name, linked to the page of their week."""
    for room in Room.objects.in_use():
        if fits(words, room.name, room.name_en):
            yield Hit(str(room), room.get_absolute_url(), likeness=likeness_of(words, room.name, room.name_en))
