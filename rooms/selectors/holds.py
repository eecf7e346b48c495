"""Holds of rooms as one reader may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db.models import BigIntegerField, Q
from django.urls import reverse
from django.utils import timezone

from community.models import User
from community.models.bilingual import reader_text
from community.prepared import Prepared
from community.ranges import Span
from rooms.enums import HoldKind, Look
from rooms.models import Reservation, Room


@dataclass(frozen=True, slots=True)
class Hold:
    """A reservation as one reader may see it: own, taken, closed, or publicly labelled."""

    span: Span
    places: int
    state: Look
    note: str = ""
    url: str = ""

    @property
    def is_named(self) -> bool:
        """Whether the use is public."""
        return self.state in (Look.CLASS, Look.USE)


class ReservedTime(NamedTuple):
    """A hold of the ledger together with details of its owner."""

    room_id: int
    span: Span
    places: int
    kind: str
    booking_user_id: int | None
    booking_ref: str | None
    booking_state: str | None
    offer_id: int | None
    offer_user_id: int | None
    closure_reason: str | None
    closure_reason_en: str | None
    label: str
    label_en: str
    path: str


def as_seen_by(held: ReservedTime, user: User | None) -> Hold:
    """A hold as a reader sees it: their own links to its page, a closure shows its reason, others are just taken."""
    if held.closure_reason is not None:
        reason = reader_text(held.closure_reason, held.closure_reason_en or "")
        return Hold(held.span, held.places, Look.CLOSED, reason)
    if user is not None and held.booking_user_id == user.pk:
        return Hold(held.span, held.places, Look.MINE, url=reverse("booking", args=[held.booking_ref]))
    if user is not None and held.offer_user_id == user.pk:
        return Hold(held.span, held.places, Look.MINE, url=reverse("waiting", args=[held.offer_id]))
    label = reader_text(held.label, held.label_en)
    if held.kind == HoldKind.CLASS:
        return Hold(held.span, held.places, Look.CLASS, label, held.path)
    return Hold(held.span, held.places, Look.USE if label else Look.TAKEN, label, held.path)


# By the primary key of the room.
Held = Mapping[int, list[ReservedTime]]


_HELD = Prepared(
    lambda rooms, during, closed: (
        Reservation.objects.held()
        .in_any(rooms)
        .filter(Q(during__overlap=during) | Q(during__overlap=closed, kind=HoldKind.CLOSURE))
        .order_by("during")
        .values_list(
            "room_id",
            "during__startswith",
            "during__endswith",
            "places",
            "kind",
            "booking__user_id",
            "booking__ref",
            "booking__state",
            "offered_to__pk",
            "offered_to__user_id",
            "closure__reason",
            "closure__reason_en",
            "label",
            "label_en",
            "path",
        )
    ),
    rooms=ArrayField(BigIntegerField()),
    during=DateTimeRangeField(),
    closed=DateTimeRangeField(),
)


def held_in(rooms: Iterable[Room], span: Span, *, closed_during: Span | None = None) -> Held:
    """The holds of each room in `span`, and its closures in `closed_during`.

    One query that returns rows instead of model instances, because there are hundreds.
    """
    found: dict[int, list[ReservedTime]] = {room.pk: [] for room in rooms}
    rows = _HELD(rooms=list(found), during=span.range, closed=(closed_during or span).range)
    # In the centre's time zone, like the opening hours: datetimes of one zone compare much faster.
    zone = timezone.get_default_timezone()
    for room, start, end, *rest in rows:
        span_ = Span(start.astimezone(zone), end.astimezone(zone))
        found[room].append(ReservedTime._make((room, span_, *rest)))
    return found
