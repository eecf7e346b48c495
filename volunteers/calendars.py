"""Shifts in each volunteer's own calendar feed."""

from collections.abc import Iterator

from icalendar import Event

from community.models import User
from community.registers import calendars
from volunteers.enums import PromiseState
from volunteers.models import Assignment

SHOWN = (
    PromiseState.PROMISED,
    PromiseState.PRESENT,
    PromiseState.DONE,
    PromiseState.HANDED_BACK,
    PromiseState.COVERED,
    PromiseState.CALLED_OFF,
)


@calendars.register
def shift_events(user: User) -> Iterator[Event]:
    """The shifts that a user promised, with those given back marked as cancelled; one query.

    A shift that was given away and taken back is still one event, because events are identified by shift.
    """
    rows = Assignment.objects.of(user).filter(state__in=SHOWN, during__endswith__gt=calendars.reaches_back())
    latest = {row.shift_id: row for row in rows.select_related("shift__post").order_by("changed_at", "pk")}
    earlier: dict[int, int] = {}
    for row in rows:
        earlier[row.shift_id] = earlier.get(row.shift_id, 0) + row.revision
    for row in latest.values():
        shift = row.shift
        yield calendars.event(
            uid=f"duty-shift-{shift.pk}",
            span=shift.span,
            summary=str(shift.post),
            location=shift.post.in_reader_language("place"),
            changed=max(row.changed_at, shift.changed_at),
            status="CONFIRMED" if row.state in PromiseState.holding() else "CANCELLED",
            sequence=earlier[shift.pk] + shift.revision,
            url=shift.get_absolute_url(),
        )
