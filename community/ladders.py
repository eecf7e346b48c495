"""Ladders: what happens step by step while something stays undone, such as an unfilled shift.

An app registers a `Ladder`: its rungs, each so long before or after a moment of its
subject; `open`, which lists the subjects that are still undone, the most pressing first;
and `send`, which does what a rung says, or `send_many`, which does it for many subjects
with as many queries as for one. The worker climbs every ladder once a minute.

- Each rung of a subject is sent once, however many workers climb: a unique row, written in
  the transaction that sends, says so. Where `send` fails, the row goes too, and the next
  minute tries again.
- Several subjects share a transaction while their sending takes next to no time, in the
  order of their keys. So `send` does nothing that a rollback would not undo: where another
  one fails, it is asked once more.
- After an outage only the highest rung that is due is sent; a lower one never follows.
- The highest rungs go first, then those whose moment comes first. Where very much is due at
  once, the worker stops after `MOST_SECONDS`, does what else is urgent, and goes on.
- From 21:30 to 07:30 only rungs that are meant for any hour are sent; the others wait.
- `send` runs in a transaction. It locks its subject and looks again, for the list of open
  subjects may be a moment old.

A subject whose moment moves goes on from the rung it stands on; `start_again` lets it begin anew.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from time import monotonic
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from community.models import LadderRung

QUIET_FROM, QUIET_UNTIL = time(21, 30), time(7, 30)
KEPT_FOR = timedelta(days=400)

# Rungs share a transaction as long as their sending takes no longer, for what it locks stays locked until the end.
MOST_TOGETHER = 500
SHORT = 0.005  # seconds
# Those that are sent by `send_many` begin together, and may lock what they need a little longer.
MANY, SHORT_FOR_MANY = 16, 0.1
MOST_SECONDS = 0.4  # that one ladder takes of a tick of the worker

Step = tuple[int, int]  # a subject, and the place of the rung that it should reach

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
    which its rungs are reckoned. `send` is given that key and the name of a rung,
    `send_many` a list of such pairs in the order of their keys.
    """

    name: str
    rungs: tuple[Rung, ...]
    open: Callable[[], Iterable[tuple[int, datetime]]]
    send: Callable[[int, str], object]
    send_many: Callable[[Sequence[tuple[int, str]]], object] | None = None

    def __post_init__(self) -> None:
        times = [rung.at for rung in self.rungs]
        if not times or times != sorted(times) or len({rung.name for rung in self.rungs}) != len(times):
            raise ValueError(f"The rungs of {self.name} need names of their own, in the order in which they are due.")


class Climbed(NamedTuple):
    """How many rungs were sent, and whether there was no time for all."""

    sent: int
    has_more: bool


_ladders: dict[str, Ladder] = {}
# What could not be sent the last time stands behind everything else.
_failed: set[tuple[str, int]] = set()


def register(ladder: Ladder) -> Ladder:
    """Let the worker climb a ladder."""
    _ladders[ladder.name] = ladder
    return ladder


def climb_all(seconds: float | None = None) -> Climbed:
    """Climb every ladder as far as it is due, each for so long at most. Forgets rows of more than a year ago.

    A child that nobody fetches never waits for shifts without people: no ladder takes another's time.
    """
    now = timezone.now()
    LadderRung.objects.filter(at__lt=now - KEPT_FOR).delete()
    climbed = [climb_for(seconds, ladder, now) for ladder in _ladders.values()]
    return Climbed(sum(each.sent for each in climbed), any(each.has_more for each in climbed))


def climb(ladder: Ladder, now: datetime) -> int:
    """Send the highest rung that is due to each open subject; how many. Two queries while nothing is due."""
    return climb_for(None, ladder, now).sent


def climb_for(seconds: float | None, ladder: Ladder, now: datetime) -> Climbed:
    """The same for so many seconds, and for at least one transaction; without an end where it is None."""
    began = monotonic()
    due = dict(_due(ladder, now))
    stands_on = _stands_on(ladder.name, due)
    steps = [step for step in due.items() if stands_on.get(step[0], -1) < step[1]]
    steps.sort(key=lambda step: ((ladder.name, step[0]) in _failed, -step[1]))
    sent, together, short = (0, 1, SHORT) if ladder.send_many is None else (0, MANY, SHORT_FOR_MANY)
    while steps:
        chosen, started = steps[:together], monotonic()
        count, took = _send(ladder, sorted(chosen))
        sent, steps = sent + count, steps[together:]
        together = min(together * 2, MOST_TOGETHER) if took < short else max(together // 2, 1)
        if seconds is not None:
            left, whole = seconds - (monotonic() - began), monotonic() - started
            if left < 0:
                break
            if whole > 0:  # what is sent after the commit counts too: no more at once than there is time for
                together = max(min(together, int(len(chosen) * left / whole)), 1)
    return Climbed(sent, bool(steps))


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


def _send(ladder: Ladder, steps: list[Step]) -> tuple[int, float]:
    """Send steps in one transaction, but those of subjects at which another worker is, or was.

    How many were sent, and how many seconds that took, while what they lock was locked.
    """
    try:
        with transaction.atomic():
            taken = _take(ladder, steps)
            began = monotonic()
            _send_what_is_taken(ladder, [(subject, ladder.rungs[place].name) for subject, place in taken])
            seconds = monotonic() - began
    except Exception:
        # One subject that fails must not keep the others waiting; it is tried again in a minute.
        if len(steps) > 1:
            return sum(_send(ladder, [step])[0] for step in steps), SHORT_FOR_MANY
        logger.exception("A rung could not be sent", extra={"ladder": ladder.name, "subject": steps[0][0]})
        _failed.add((ladder.name, steps[0][0]))
        return 0, SHORT_FOR_MANY
    _failed.difference_update((ladder.name, subject) for subject, _place in taken)
    return len(taken), seconds


def _send_what_is_taken(ladder: Ladder, taken: Sequence[tuple[int, str]]) -> None:
    if ladder.send_many is not None and taken:
        ladder.send_many(taken)
        return
    for subject, rung in taken:
        ladder.send(subject, rung)


def _take(ladder: Ladder, steps: list[Step]) -> list[Step]:
    """Write down as sent those steps that are this worker's to send; three queries for any number."""
    held = _hold(ladder.name, [subject for subject, _place in steps])
    stands_on = _stands_on(ladder.name, held)
    taken = [(subject, place) for subject, place in steps if subject in held and stands_on.get(subject, -1) < place]
    LadderRung.objects.bulk_create(
        LadderRung(ladder=ladder.name, subject=subject, rung=ladder.rungs[place].name, place=place)
        for subject, place in taken
    )
    return taken


def _hold(ladder: str, subjects: list[int]) -> set[int]:
    """Hold subjects until the transaction ends; those that no other worker holds."""
    sql = (
        "SELECT subject FROM unnest(%s::bigint[]) AS subject"
        " WHERE pg_try_advisory_xact_lock(hashtextextended(%s || ' ' || subject, 2))"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [subjects, ladder])
        return {subject for (subject,) in cursor.fetchall()}
