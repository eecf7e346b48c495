"""Changes that no test can notice, each with the reason: they count neither as killed nor as alive.

A change is known by its file and by a part of the line before and after it, so that it is found again when lines move.
"""

from typing import NamedTuple


class Equivalent(NamedTuple):
    """A change that comes to the same."""

    path: str
    before: str  # a part of the line
    after: str  # a part of the changed line
    reason: str


TWICE = "the verb looks again under its lock, and refuses"
SAME_ROW = "it saves a query, and is the same row"
AS_LONG = "both have the same length"
PAGES = "what a reader waits for, not what one reads"
FASTER = "another worker was faster; the others are looked at a minute later"

EQUIVALENT = [
    Equivalent("rooms/rules/people.py", "works_desk(by)", "return (user_id !=", "others are refused before"),
    Equivalent("rooms/services/saving.py", "fresh.room = room", "pass", SAME_ROW),
    Equivalent("rooms/services/waiting.py", "fresh.room = room", "pass", SAME_ROW),
    Equivalent("rooms/services/waiting.py", "or waiting.offer is None", "is_offered)", "kept by the database"),
    Equivalent("rooms/services/bookings.py", "by is None or", "idempotency_key is None)", "the worker sends no form"),
    Equivalent("rooms/services/bookings.py", "super().__init__()", "pass", "nobody reads its arguments"),
    Equivalent("rooms/services/ledger.py", "refusing_when_busy", "nullcontext", "tests/load, in the slow lane"),
    Equivalent("rooms/services/tending.py", "state=Booking.State.REQUESTED", "begun.filter()", TWICE),
    Equivalent("rooms/services/tending.py", "Booking.objects.active()", "(Booking.objects)", TWICE),
    Equivalent("rooms/services/tending.py", "now - ExpressionWrapper", "now + ExpressionWrapper", TWICE),
    Equivalent("rooms/rules/diary.py", "on_days = reduce", "(Q())", PAGES),
    Equivalent("rooms/rules/diary.py", "if day - last > DAY", "day - last", PAGES),
    Equivalent("rooms/rules/nearest.py", "owners=False", "owners=True", PAGES),
    Equivalent("rooms/rules/hours.py", "h.opens and h.closes", "(h.opens)", "the database: both ends, or none"),
    Equivalent("residents/rules/numbers.py", "id_taken", "pass", "the database says the same"),
    Equivalent("residents/importing/people/applying.py", "share=HALF", "judge(run))", PAGES),
    Equivalent("residents/importing/people/applying.py", "self.progress(", "pass", PAGES),
    Equivalent(
        "residents/importing/people/applying.py", "sorted(missing, key=", "(sorted(missing))", "lists sort anew"
    ),
    Equivalent("residents/importing/people/undoing.py", ".iterator(2000)", "1999", PAGES),
    Equivalent("residents/services/retention.py", "AT_A_TIME = 500", "501", PAGES),
    Equivalent("residents/importing/people/applying.py", "done: int = 0", "= 1", PAGES),
    Equivalent("residents/importing/people/plan.py", "done % 1000 == 0", "!= 0", PAGES),
    Equivalent("residents/importing/people/rehearsal.py", "row.sheet[:100]", "99", "a sheet's name has at most 31"),
    Equivalent("residents/importing/people/plan.py", "done = 0", "done = -1", PAGES),
    Equivalent("residents/importing/people/plan.py", "pk__in=batch, anonymised", "filter(anonymised", PAGES),
    Equivalent("residents/importing/people/applying.py", "ANALYZE", "pass", PAGES),
    Equivalent("residents/importing/people/applying.py", "select_for_update().in_bulk", ").in_bulk", "`_lock` did so"),
    Equivalent("residents/importing/people/plan.py", "not row.id_number and", "if (each", "numbers go first"),
    Equivalent("residents/importing/people/plan.py", "progress is not None", "if (done", "thousands have one"),
    Equivalent("residents/importing/people/plan.py", "progress is not None", "not progress is not None", PAGES),
    Equivalent("residents/importing/people/plan.py", "progress is not None", "if progress is None", PAGES),
    Equivalent("residents/importing/report.py", ".iterator(2000)", "2001", PAGES),
    Equivalent("rooms/services/series.py", "strict=True", "strict=False", AS_LONG),
    Equivalent("rooms/rules/nearest.py", "strict=True", "strict=False", AS_LONG),
    Equivalent("donations/services/old_list.py", "strict=True", "strict=False", AS_LONG),
    Equivalent("rooms/services/making_way.py", "flat=True", "flat=False", "Django takes a key out of its tuple"),
    Equivalent("volunteers/services/tending.py", "continue", "break", FASTER),
    Equivalent("volunteers/importing/cells.py", "len(words) > 1 and", "(all(", "one word alone is added either way"),
    Equivalent("rooms/services/ledger.py", "no_key=True", "no_key=False", "locks more: what others wait for"),
    Equivalent("donations/services/stock.py", "no_key=True", "no_key=False", "locks more: what others wait for"),
    Equivalent("rooms/rules/fairness.py", "MOST_STRIKES = 100", "99", "the rules count no more than a few"),
]


def why_equivalent(path: str, shown: str) -> str | None:
    """The reason, for a change that `Mutant.shown` puts in words; None for any other."""
    before, _arrow, after = shown.partition("  →  ")
    found = (each for each in EQUIVALENT if each.path == path and each.before in before and each.after in after)
    return next((each.reason for each in found), None)
