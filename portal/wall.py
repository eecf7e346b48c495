"""The foyer's screen: current rooms, coming events, and notices, as sentences that can be read from a distance."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from community.days import DayStatus, day_status
from community.models import Notice
from community.ranges import DAY, Span, day_span
from community.registers import foyer
from community.registers.foyer import OnDuty, Thanks
from community.registers.happenings import Happening, happenings
from portal.selectors import notices
from rooms.selectors import Doors, RoomNow, doors, rooms_now

ROOMS_SHOWN = 30
NEXT_SHOWN = 6  # lines beside the rooms, including those of people on duty
LATER_SHOWN = 2  # minimum of lines for the coming days, if there are that many
AHEAD = 7 * DAY
NOTICES_SHOWN = 3
THANKS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Wall:
    """The content of the screen; `more_rooms` is the number of rooms that did not fit."""

    day: DayStatus
    doors: Doors
    rooms: list[RoomNow]
    more_rooms: int
    today: list[Happening]
    later: list[Happening]
    on_duty: list[OnDuty]
    notices: list[Notice]
    thanks: list[Thanks]

    @property
    def density(self) -> str:
        """How many rooms share the screen, which sets their size: `few`, `some` or `many`."""
        return "few" if len(self.rooms) <= 6 else "some" if len(self.rooms) <= 12 else "many"


def wall(now: datetime) -> Wall:
    """The screen at `now`; as many queries as the rooms and the registers take."""
    rooms = rooms_now(now=now)
    today = day_span(localdate(now))
    still_today = happenings(Span(now, today.end), NEXT_SHOWN)
    ahead = happenings(Span(today.end, today.end + AHEAD), 2 * NEXT_SHOWN)
    duty = foyer.on_duty(now)[:1]
    first, then = _shared(
        still_today,
        [each for each in ahead if each.span.start >= today.end],
        NEXT_SHOWN - len(duty),
    )
    return Wall(
        day=day_status(localdate(now)),
        doors=doors(rooms),
        rooms=rooms[:ROOMS_SHOWN],
        more_rooms=max(len(rooms) - ROOMS_SHOWN, 0),
        today=first,
        later=then,
        on_duty=duty,
        notices=[notice for notice in notices() if notice.on_wall][:NOTICES_SHOWN],
        thanks=foyer.thanks()[:THANKS_SHOWN],
    )


def _shared(today: list[Happening], later: list[Happening], lines: int) -> tuple[list[Happening], list[Happening]]:
    """Split the lines between today and the coming days, so that a full day does not hide all of tomorrow."""
    first = today[: lines - min(LATER_SHOWN, len(later))]
    return first, later[: lines - len(first)]
