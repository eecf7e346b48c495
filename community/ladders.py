"""Escalation ladders: steps taken one after another while something stays undone, such as an unfilled shift.

An app registers a `Ladder`: its rungs, each due some time before or after a reference time of its subject; `open`,
which lists the subjects still undone, the most pressing first; and `send`, which carries out a rung, or `send_many`,
which does so for many subjects with as many queries as for one. The worker runs every ladder once a minute.

- Each rung of a subject is sent once, however many workers run: a unique row, written in the
  transaction that sends, ensures it. If `send` fails, the row is rolled back, and the next minute
  tries again.
- Subjects that are quick to send share a transaction, in the order of their keys. So `send` must not
  do anything that a rollback would not undo: if another subject fails, it is called again.
- After an outage only the highest rung that is due is sent; a lower one never follows.
- The highest rungs go first, then those whose reference time is earliest. If very much is due at
  once, the worker stops after `MOST_SECONDS`, does other urgent work, and continues.
- From 21:30 to 07:30 only rungs meant for any hour are sent; the others wait.
- `send` runs in a transaction. It must lock its subject and check it again, because the list of open
  subjects may be slightly out of date.

A subject whose reference time changes continues from its current rung; `start_again` restarts it.
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

# Rungs share a transaction only while sending is quick, because their locks are held until it ends.
MOST_TOGETHER = 500
SHORT = 0.005  # seconds
# Rungs sent by `send_many` start together, and may hold their locks a little longer.
MANY, SHORT_FOR_MANY = 16, 0.1
MOST_SECONDS = 0.4  # seconds of one run of the worker that a single ladder may use

Step = tuple[int, int]  # a subject, and the index of the rung to reach

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step: its name, and its offset from the subject's reference time (negative: before it)."""

    name: str
    at: timedelta
    any_hour: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one kind of thing, the earliest first.

    `open` yields the primary key of each undone subject with its reference time. `send` receives that key and the
    name of a rung; `send_many` receives a list of such pairs, ordered by key.
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
    """How many rungs were sent, and whether time ran out."""

    sent: int
    has_more: bool


_ladders: dict[str, Ladder] = {}
# What failed the last time is tried after everything else.
_failed: set[tuple[str, int]] = set()


def register(ladder: Ladder) -> Ladder:
    """Register a ladder for the worker to run."""
    _ladders[ladder.name] = ladder
    return ladder


def climb_all(seconds: float | None = None) -> Climbed:
    """Run every ladder, each for at most `seconds`, and delete rows older than a year.

    Each has its own time limit, so that a child waiting to be fetched is never delayed by unfilled shifts.
    """
    now = timezone.now()
    LadderRung.objects.filter(at__lt=now - KEPT_FOR).delete()
    climbed = [climb_for(seconds, ladder, now) for ladder in _ladders.values()]
    return Climbed(sum(each.sent for each in climbed), any(each.has_more for each in climbed))


def climb(ladder: Ladder, now: datetime) -> int:
    """Send the highest due rung to each open subject; returns how many. Two queries if nothing is due."""
    return climb_for(None, ladder, now).sent


def climb_for(seconds: float | None, ladder: Ladder, now: datetime) -> Climbed:
    """Run a ladder for `seconds`, but at least for one transaction; None means without a limit."""
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
            if whole > 0:  # what is sent after commit counts too: no more at once than there is time for
                together = max(min(together, int(len(chosen) * left / whole)), 1)
    return Climbed(sent, bool(steps))


def start_again(ladder: str, subject: int) -> None:
    """Forget which rungs a subject was sent; call it in the transaction that changes the subject."""
    LadderRung.objects.filter(ladder=ladder, subject=subject).delete()


def is_quiet(now: datetime) -> bool:
    """Whether it is night, when people at the centre may be asleep."""
    clock = timezone.localtime(now, timezone.get_default_timezone()).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def _due(ladder: Ladder, now: datetime) -> Iterator[tuple[int, int]]:
    """Each open subject with the index of the highest rung that is due and may be sent at this hour."""
    quiet = is_quiet(now)
    may_send = [(place, rung.at) for place, rung in enumerate(ladder.rungs) if rung.any_hour or not quiet]
    may_send.reverse()
    for subject, moment in ladder.open():
        for place, offset in may_send:
            if moment + offset <= now:
                yield subject, place
                break


def _stands_on(ladder: str, subjects: Iterable[int]) -> dict[int, int]:
    """The index of the highest rung sent, by subject; one query."""
    sql = (
        "SELECT subject, max(place) FROM community_ladderrung WHERE ladder = %s AND subject = ANY(%s) GROUP BY subject"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [ladder, list(subjects)])
        return dict(cursor.fetchall())


def _send(ladder: Ladder, steps: list[Step]) -> tuple[int, float]:
    """Send steps in one transaction, skipping subjects that another worker has or had.

    Returns how many were sent, and for how many seconds their locks were held.
    """
    try:
        with transaction.atomic():
            taken = _take(ladder, steps)
            began = monotonic()
            _send_what_is_taken(ladder, [(subject, ladder.rungs[place].name) for subject, place in taken])
            seconds = monotonic() - began
    except Exception:
        # A subject that fails must not hold up the others; it is retried in a minute.
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
    """Mark steps as sent, and return those that this worker should send; three queries for any number."""
    held = _hold(ladder.name, [subject for subject, _place in steps])
    stands_on = _stands_on(ladder.name, held)
    taken = [(subject, place) for subject, place in steps if subject in held and stands_on.get(subject, -1) < place]
    LadderRung.objects.bulk_create(
        LadderRung(ladder=ladder.name, subject=subject, rung=ladder.rungs[place].name, place=place)
        for subject, place in taken
    )
    return taken


def _hold(ladder: str, subjects: list[int]) -> set[int]:
    """Lock subjects until the transaction ends; returns those that no other worker has locked."""
    sql = (
        "SELECT subject FROM unnest(%s::bigint[]) AS subject"
        " WHERE pg_try_advisory_xact_lock(hashtextextended(%s || ' ' || subject, 2))"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [subjects, ladder])
        return {subject for (subject,) in cursor.fetchall()}
