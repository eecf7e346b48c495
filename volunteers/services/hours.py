"""Service hours: counted once two people confirm them, published for a week, closed."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.days import day_status
from community.errors import Conflict, DomainError, Invalid
from community.faults import refusing
from community.models import User
from community.ranges import next_month
from community.typed_words import require_reason, require_words
from volunteers.enums import MonthState, PromiseState, Source
from volunteers.models import Assignment, HoursMonth, Objection, Presence, ServiceHours
from volunteers.rules.fitness import local_day
from volunteers.rules.hours import MOST_ENTRIES_A_DAY, MOST_MINUTES_A_DAY, countable
from volunteers.rules.people import is_own, require_leader, require_staff
from volunteers.services.certificates import revoke_for
from volunteers.services.locking import lock
from volunteers.services.telling import tell_published, tell_settled

PUBLISHED_FOR = timedelta(days=7)
REFUSALS = {
    "volunteers_hours_once": lambda: Conflict("counted_already", _("These hours are already counted.")),
    "volunteers_hours_month_open": lambda: Conflict("month_closed", _("This month is closed.")),
    "volunteers_hours_of_a_day": lambda: Conflict(
        "day_full", _("At most 8 hours in 3 entries can be counted on one day.")
    ),
    "volunteers_hours_not_oneself": lambda: Invalid("own", _("Nobody can confirm their own hours.")),
    "volunteers_hours_two_people": lambda: Invalid(
        "same_person", _("Hours must be confirmed by two different people.")
    ),
}


def confirm_hours(*, promise: Assignment, by: User) -> ServiceHours:
    """Confirm the hours of a finished shift as the second source, so that they count.

    Raises not_allowed, own, not_done, nobody_saw, same_person, no_minutes, counted_already, day_full, month_closed.
    """
    require_leader(by, promise.shift)
    if is_own(by, promise.volunteer):
        raise Invalid("own", _("Nobody can confirm their own hours."))
    with transaction.atomic():
        people, shifts = lock([promise.volunteer_id], [promise.shift_id])
        row = Assignment.objects.get(pk=promise.pk)
        row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
        if row.state != PromiseState.DONE:
            raise Conflict("not_done", _("Hours can be confirmed once the shift is done."))
        presences = list(row.presences.all())
        if not presences:
            raise Invalid("nobody_saw", _("Nobody saw this person at the post; please enter the signed sheet first."))
        first = next((each for each in presences if each.by_id != by.pk), None)
        if first is None:
            raise Invalid("same_person", _("Hours must be confirmed by two different people."))
        runs = by.has_perm("volunteers.run_duty")
        return _count(row, first, Source.STAFF if runs else Source.LEADER, by)


def count_done() -> int:
    """Count shifts that two sources by two people confirm already; returns the number of entries."""
    waiting = Assignment.objects.filter(
        state=PromiseState.DONE, hours__isnull=True, changed_at__gt=timezone.now() - timedelta(days=8)
    )
    done = 0
    for promise in waiting.filter(presences__by__isnull=False).distinct().order_by("pk")[:500]:
        try:
            done += _count_by_sources(promise)
        except DomainError:
            continue  # staff see it among the uncounted shifts
    return done


def _count_by_sources(promise: Assignment) -> bool:
    with transaction.atomic():
        people, shifts = lock([promise.volunteer_id], [promise.shift_id])
        row = Assignment.objects.get(pk=promise.pk)
        row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
        presences = list(row.presences.select_related("by"))
        pairs = ((one, two, two.by) for one in presences for two in presences if two.by and one.by_id != two.by_id)
        found = next(pairs, None)
        if found is None or ServiceHours.objects.filter(assignment=row).exists():
            return False
        first, second, second_by = found
        _count(row, first, second.source, second_by)
    return True


def _count(row: Assignment, first: Presence, second_source: str, second_by: User) -> ServiceHours:
    """Write the entry; the caller has the locks."""
    day = local_day(row.shift.starts_at)
    of_day = ServiceHours.objects.filter(volunteer=row.volunteer, day=day)
    if of_day.filter(corrects__isnull=True).exclude(assignment=row).count() >= MOST_ENTRIES_A_DAY:
        raise REFUSALS["volunteers_hours_of_a_day"]()
    left = MOST_MINUTES_A_DAY - of_day.minutes()
    minutes = min(countable(row.shift, row.volunteer, day_status(day), _arrived(first)), left)
    if minutes <= 0:
        raise Conflict("no_minutes", _("Nothing of this shift counts as service: it is paid time, or the day is full."))
    entry = ServiceHours(
        volunteer=row.volunteer,
        assignment=row,
        day=day,
        month=ServiceHours.month_of(day),
        minutes=minutes,
        kind=row.shift.post.service,
        first_source=first.source,
        first_by_id=first.by_id,
        second_source=second_source,
        second_by=second_by,
    )
    with refusing(REFUSALS):
        entry.save()
    return entry


def _arrived(first: Presence) -> datetime | None:
    """The time of arrival, if the source knows it; a leader's tap and a sheet only confirm presence."""
    return first.at if first.source in (Source.SCREEN, Source.PRINTED, Source.DESK) else None


def correct_hours(*, entry: ServiceHours, minutes: int, by: User, reason: str) -> ServiceHours:
    """Correct counted hours by a row of `minutes`, positive or negative; revokes certificates that count them.

    Corrections to a closed month count in the current one. Raises not_allowed, reason_needed, own, same_person,
    nothing, day_full.
    """
    require_staff(by)
    reason = require_reason(reason)
    if minutes == 0:
        raise Invalid("nothing", _("Please say by how many minutes."))
    with transaction.atomic():
        people = lock([entry.volunteer_id])[0]
        root = ServiceHours.objects.select_related("corrects").get(pk=entry.pk)
        root = root.corrects or root
        if is_own(by, people[root.volunteer_id]):
            raise Invalid("own", _("Nobody can confirm their own hours."))
        month = _running_month(root.month)
        row = ServiceHours(
            volunteer_id=root.volunteer_id,
            assignment_id=root.assignment_id,
            corrects=root,
            day=root.day,
            month=month,
            minutes=minutes,
            kind=root.kind,
            first_source=root.first_source,
            first_by_id=root.first_by_id if root.first_by_id != by.pk else root.second_by_id,
            second_source=Source.STAFF,
            second_by=by,
            reason=reason,
        )
        with refusing(REFUSALS):
            row.save()
        revoke_for(row, by=by)
    return row


def _running_month(month: date) -> date:
    closed = set(HoursMonth.objects.filter(state=MonthState.CLOSED, month__gte=month).values_list("month", flat=True))
    while month in closed:
        month = next_month(month)
    return month


def publish_month(*, month: date, by: User) -> HoursMonth:
    """Publish a past month for seven days, with masked names (民发〔2015〕149号).

    Raises not_allowed, not_over, published_already.
    """
    require_staff(by)
    month = ServiceHours.month_of(month)
    now = timezone.now()
    if next_month(month) > local_day(now):
        raise Invalid("not_over", _("A month can be published once it is over."))
    with transaction.atomic():
        row, _is_new = HoursMonth.objects.select_for_update().get_or_create(month=month)
        if row.state != MonthState.OPEN:
            raise Conflict("published_already", _("This month is already published."))
        row.state, row.published_at, row.published_by = MonthState.PUBLISHED, now, by
        row.closes_at = now + PUBLISHED_FOR
        row.save()
        tell_published(row)
    return row


def object_to(*, month: HoursMonth, by: User, text: str) -> Objection:
    """Object to something in a published month. Raises not_published, empty."""
    text = require_words(text, "empty", _("Please write what is wrong."), 500)
    with transaction.atomic():
        row = HoursMonth.objects.select_for_update().get(pk=month.pk)
        if row.state != MonthState.PUBLISHED:
            raise Conflict("not_published", _("Objections are possible while the month is published."))
        return Objection.objects.create(month=row, by=by, text=text)


def settle(*, objection: Objection, by: User, answer: str) -> Objection:
    """Answer an objection, as someone other than its author.

    Raises not_allowed, own, empty, settled_already.
    """
    require_staff(by)
    answer = require_words(answer, "empty", _("Please give an answer."), 500)
    with transaction.atomic():
        row = Objection.objects.select_for_update(of=["self"]).select_related("by", "month").get(pk=objection.pk)
        if row.by_id == by.pk:
            raise Invalid("own", _("An objection must be settled by someone else."))
        if row.settled_at is not None:
            raise Conflict("settled_already", _("This objection is already settled."))
        row.settled_by, row.settled_at, row.answer = by, timezone.now(), answer
        row.save()
        tell_settled(row)
    return row


def close_months() -> int:
    """Close months that were published for a week and whose objections are settled; returns how many."""
    due = HoursMonth.objects.filter(state=MonthState.PUBLISHED, closes_at__lte=timezone.now())
    closed = 0
    for month in due.order_by("month"):
        with transaction.atomic():
            row = HoursMonth.objects.select_for_update().get(pk=month.pk)
            if row.state != MonthState.PUBLISHED or row.objections.filter(settled_at=None).exists():
                continue
            row.state = MonthState.CLOSED
            row.save()
            closed += 1
    return closed


def minutes_left(entry: ServiceHours) -> int:
    """The minutes of an entry including its corrections."""
    return entry.minutes + ServiceHours.objects.filter(corrects=entry).minutes()
