"""Ladders: what happens step by step while something stays undone, such as an unfilled shift.

An app registers a `Ladder`: its rungs, each so long before or after a moment of its
subject; `open`, which lists the subjects that are still undone; and `send`, which does
what a rung says. The worker climbs every ladder once a minute.

- Each rung of a subject is sent once, however many workers climb: a unique row, written in
  the transaction that sends, says so. Where `send` fails, the row goes too, and the next
  minute tries again.
- After an outage only the highest rung that is due is sent; a lower one never follows.
- From 21:30 to 07:30 only rungs that are meant for any hour are sent; the others wait.
- `send` runs in a transaction of its own. It locks its subject and looks again, for the
  list of open subjects may be a moment old.

A subject whose moment moves goes on from the rung it stands on; `start_again` lets it begin anew.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

from community.models import LadderRung

QUIET_FROM, QUIET_UNTIL = time(21, 30), time(7, 30)
KEPT_FOR = timedelta(days=400)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step: its name, and when it is due, reckoned from the subject's moment (negative: before it)."""

    name: str
    at: timedelta
    any_hour: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one kind of thing, the first due first.

    `open` gives the primary key of each subject that is undone, and the moment from
    which its rungs are reckoned. `send` is given that key and the name of a rung.
    """

    name: str
    rungs: tuple[Rung, ...]
    open: Callable[[], Iterable[tuple[int, datetime]]]
    send: Callable[[int, str], object]

    def __post_init__(self) -> None:
        times = [rung.at for rung in self.rungs]
        if not times or times != sorted(times) or len({rung.name for rung in self.rungs}) != len(times):
            raise ValueError(f"The rungs of {self.name} need names of their own, in the order in which they are due.")


_ladders: dict[str, Ladder] = {}


def register(ladder: Ladder) -> Ladder:
    """Let the worker climb a ladder."""
    _ladders[ladder.name] = ladder
    return ladder


def climb_all() -> int:
    """Climb every ladder as far as it is due; how many rungs were sent. Forgets rows of more than a year ago."""
    now = timezone.now()
    LadderRung.objects.filter(at__lt=now - KEPT_FOR).delete()
    return sum(climb(ladder, now) for ladder in _ladders.values())


def climb(ladder: Ladder, now: datetime) -> int:
    """Send the highest rung that is due to each open subject; how many. Two queries while nothing is due."""
    due = dict(_due(ladder, now))
    stands_on = _stands_on(ladder.name, due)
    return sum(_send(ladder, subject, step) for subject, step in due.items() if stands_on.get(subject, -1) < step)


def start_again(ladder: str, subject: int) -> None:
    """Forget which rungs were sent to a subject; inside the transaction that changes it."""
    LadderRung.objects.filter(ladder=ladder, subject=subject).delete()


def is_quiet(now: datetime) -> bool:
    """Whether people at the centre may be asleep."""
    clock = timezone.localtime(now, timezone.get_default_timezone()).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def _due(ladder: Ladder, now: datetime) -> Iterator[tuple[int, int]]:
    """Each open subject with the place of its highest rung that is due and may be sent at this hour."""
    quiet = is_quiet(now)
    may_send = [(place, rung.at) for place, rung in enumerate(ladder.rungs) if rung.any_hour or not quiet]
    may_send.reverse()
    for subject, moment in ladder.open():
        for place, offset in may_send:
            if moment + offset <= now:
                yield subject, place
                break


def _stands_on(ladder: str, subjects: Iterable[int]) -> dict[int, int]:
    """The place of the highest rung that was sent, by subject; one query."""
    sql = (
        "SELECT subject, max(place) FROM community_ladderrung WHERE ladder = %s AND subject = ANY(%s) GROUP BY subject"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [ladder, list(subjects)])
        return dict(cursor.fetchall())


def _send(ladder: Ladder, subject: int, place: int) -> int:
    """Send one rung unless another worker is at this subject, or was there; 1 where it was sent."""
    try:
        with transaction.atomic():
            if not _claim(f"{ladder.name} {subject}"):
                return 0
            if _stands_on(ladder.name, [subject]).get(subject, -1) >= place:
                return 0
            rung = ladder.rungs[place].name
            LadderRung.objects.create(ladder=ladder.name, subject=subject, rung=rung, place=place)
            ladder.send(subject, rung)
    except Exception:
        # One subject that fails must not keep the others waiting; it is tried again in a minute.
        logger.exception("A rung could not be sent", extra={"ladder": ladder.name, "subject": subject})
        return 0
    return 1


def _claim(key: str) -> bool:
    """Hold a subject until the transaction ends, unless another worker holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 2))", [key])
        return bool(cursor.fetchone()[0])
