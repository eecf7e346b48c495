"""Weekly series that staff book for a group."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from community.errors import Conflict, DomainError, Invalid
from community.locks import lock_user
from community.models import User
from community.names import clean_name
from community.ranges import Span, day_span
from rooms.models import Booking, BookingSeries, Reservation, Room
from rooms.rules.availability import held_span, places_held
from rooms.rules.bookings import check_party, check_span
from rooms.rules.diary import Diary
from rooms.rules.nearest import Alternative, alternatives
from rooms.rules.people import works_desk
from rooms.rules.series import MOST_SESSIONS
from rooms.services import ledger
from rooms.services.saving import new_booking
from rooms.services.telling import tell
from rooms.services.waiting import offer_freed

State = Booking.State


def book_series(
    *,
    choices: list[Alternative],
    until: date,
    by: User,
    user: User | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    party_size: int = 1,
    purpose: str = "",
) -> BookingSeries:
    """Book every chosen room and time, all or none, in a constant number of queries; the group gets one message.

    Raises not_yours, contact_needed, nothing_chosen, too_many, twice if the group already has the room then, and what
    `book_room` raises, with the `span` in question in the details.
    """
    _require_desk(by)
    if user is None and not clean_name(contact_name):
        raise Invalid("contact_needed", _("Please give the name of the person who comes."))
    if not choices:
        raise Invalid("nothing_chosen", _("Choose at least one date."))
    if len(choices) > MOST_SESSIONS:
        raise Invalid("too_many", _("At most %(count)d weeks at a time.") % {"count": MOST_SESSIONS})
    with transaction.atomic():
        lock_user(user)
        rooms = {room.pk: room for room in ledger.lock_rooms([choice.room for choice in choices])}
        uses = [(rooms[choice.room.pk], choice.span) for choice in choices]
        _check(uses, user, clean_name(contact_name), party_size)
        held = ledger.hold_many(
            uses=[ledger.Use(room, held_span(room, span), places_held(room, party_size)) for room, span in uses],
            kind=Reservation.Kind.BOOKING,
        )
        series = BookingSeries.objects.create(purpose=purpose, until=until, created_by=by)
        bookings = [
            new_booking(
                room=room,
                reservation=reservation,
                span=span,
                by=by,
                user=user,
                contact_name=contact_name,
                contact_phone=contact_phone,
                party_size=party_size,
                purpose=purpose,
                with_guardian=True,
                series=series,
            )
            for (room, span), reservation in zip(uses, held, strict=True)
        ]
        bulk_create_with_history(bookings, Booking, default_user=by)
        _tell(bookings, "series_booked")
    return series


def _require_desk(by: User) -> None:
    if not works_desk(by):
        raise Invalid("not_yours", _("Only staff can make repeating bookings."))


def _check(uses: list[tuple[Room, Span]], user: User | None, name: str, party_size: int) -> None:
    """Check every rule for every date with a single diary."""
    now = timezone.now()
    diary = Diary(
        {room.pk: room for room, _span in uses}.values(), [timezone.localdate(span.start) for _, span in uses]
    )
    for room, span in uses:
        day = timezone.localdate(span.start)
        try:
            check_span(room, span, desk=True, now=now, diary=diary)
            check_party(room, party_size=party_size, user=user, with_guardian=True, day=day)
            if any(_is_of(each, user, name) for each in diary.in_the_way(room, span)):
                raise Conflict("twice", _("This group already has the room at this time."))
            if not diary.takes(room, span, party_size):
                nearest = alternatives(room, span, party_size)
                raise Conflict("taken", diary.why_taken(room, span), alternatives=nearest)
        except DomainError as error:
            error.details["span"] = span
            raise


def _is_of(held: Reservation, user: User | None, name: str) -> bool:
    booking = getattr(held, "booking", None)
    if booking is None:
        return False
    return booking.user_id == user.pk if user else booking.user_id is None and booking.contact_name == name


def cancel_series(*, series: BookingSeries, first_day: date, by: User, reason: str = "") -> int:
    """Cancel the dates of a series from a day on, except those that have begun; returns how many.

    The group gets one message; freed times are offered to the waiting list. Raises not_yours, and nothing_left if no
    date is ahead.
    """
    _require_desk(by)
    with transaction.atomic():
        ahead = series.bookings.filter(
            state__in=[State.REQUESTED, State.CONFIRMED], starts_at__gte=max(day_span(first_day).start, timezone.now())
        ).order_by("starts_at")
        for user in User.objects.filter(pk__in=ahead.values("user")).order_by("pk"):
            lock_user(user)
        rooms = ledger.lock_rooms(list(Room.objects.filter(pk__in=ahead.order_by().values("room"))))
        bookings = list(ahead.select_related("reservation", "room", "user").select_for_update(of=["self"]))
        if not bookings:
            raise Conflict("nothing_left", _("No date of this series is ahead."))
        for booking in bookings:
            booking.state, booking.reason = State.CANCELLED, reason.strip()[:200]
        bulk_update_with_history(bookings, Booking, ["state", "reason"], default_user=by)
        ledger.release_many(reservations=[each.reservation for each in bookings], now=timezone.now())
        _tell(bookings, "series_cancelled")
        for room in rooms:
            freed = [each.reservation.span for each in bookings if each.room_id == room.pk]
            offer_freed(room=room, spans=freed)
    return len(bookings)


def _tell(bookings: Iterable[Booking], kind: str) -> None:
    """Notify the group once about all dates."""
    bookings = sorted(bookings, key=lambda each: each.starts_at)
    tell(bookings[0], kind, bookings=bookings)
