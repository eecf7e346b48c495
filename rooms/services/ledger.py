"""Writing the ledger of room time: hold, move, release.

Every app that needs a room calls these functions inside its own transaction. PostgreSQL's trigger refuses what does
not fit, which becomes the `taken` error here.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Conflict
from community.faults import refusing, refusing_when_busy
from community.prepared import IsAnyOf, Prepared
from community.ranges import Span
from rooms.models import Reservation, Room
from rooms.rules.availability import why_taken


class Use(NamedTuple):
    """A request for a room during a span; `places` is None for the whole room."""

    room: Room
    span: Span
    places: int | None = None


WITHIN_CAPACITY = "rooms_reservation_within_capacity"


def lock_rooms(rooms: list[Room]) -> list[Room]:
    """Lock rooms in primary key order, as everywhere, and read them again.

    Raises `Conflict("busy")` if another transaction holds a lock for longer than a page may wait.
    """
    with refusing_when_busy(_("Someone else is changing this room right now. Please try again.")):
        return _LOCKED(rooms=[room.pk for room in rooms])


_LOCKED = Prepared(
    lambda rooms: (
        Room.objects.select_for_update(of=["self"], no_key=True)
        .select_related("kind")
        .filter(IsAnyOf(F("pk"), rooms))
        .order_by("pk")
    ),
    rooms=ArrayField(BigIntegerField()),
)


def hold(
    *,
    room: Room,
    span: Span,
    places: int | None,
    kind: str,
    label: tuple[str, str] = ("", ""),
    path: str = "",
    refusal: str | None = None,
) -> Reservation:
    """Hold `places` of a room for a span, or all of it if `places` is None.

    `label`, in Chinese and English, and `path` are public. Raises `Conflict("taken")` if there is no space. A given
    `refusal` is raised instead; it aborts the caller's transaction and needs no savepoint.
    """
    with _just_taken(room, span) if refusal is None else _refused_at_all(refusal):
        reservation = _reservation(room, span, places, kind)
        reservation.label, reservation.label_en, reservation.path = *label, path
        reservation.save()
    return reservation


def hold_many(*, uses: Iterable[Use], kind: str) -> list[Reservation]:
    """Hold many rooms or times, all or none. Raises `Conflict("taken")`."""
    uses = list(uses)
    with _just_taken(uses[0].room, uses[0].span):
        return Reservation.objects.bulk_create(_reservation(*use, kind) for use in uses)


def _reservation(room: Room, span: Span, places: int | None, kind: str) -> Reservation:
    return Reservation(
        room=room, during=span.range, places=places or room.capacity, whole_room=places is None, kind=kind
    )


def move(*, reservation: Reservation, span: Span, places: int | None) -> None:
    """Move a hold to another time; if that is taken, the old one stays.

    Raises `Conflict("taken")`.
    """
    reservation.during = span.range
    reservation.revision, reservation.moved_at = reservation.revision + 1, timezone.now()
    if places is not None:
        reservation.places = places
    with _just_taken(reservation.room, span):
        reservation.save(update_fields=["during", "places", "revision", "moved_at"])


def rename(reservations: QuerySet[Reservation], *, label: tuple[str, str]) -> None:
    """Change the public labels of some holds, in Chinese and English."""
    reservations.update(label=label[0], label_en=label[1])


def release(*, reservation: Reservation, now: datetime) -> None:
    """Release a hold; the row stays as history."""
    reservation.released_at = now
    reservation.save(update_fields=["released_at"])


def release_many(*, reservations: Iterable[Reservation], now: datetime) -> None:
    """Release many holds in one query."""
    Reservation.objects.filter(pk__in=[each.pk for each in reservations]).update(released_at=now)


def _refused_at_all(refusal: str) -> AbstractContextManager[None]:
    return refusing({WITHIN_CAPACITY: lambda: Conflict("taken", refusal)}, savepoint=False)


def _just_taken(room: Room, span: Span) -> AbstractContextManager[None]:
    return refusing({WITHIN_CAPACITY: lambda: Conflict("taken", why_taken(room, span))})
