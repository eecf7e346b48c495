"""Shared parts of the services of duty: locks, audit, notifications, and messages for constraints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.delivery.notify import News, notify, notify_each, text
from community.errors import Conflict, DomainError
from community.faults import refusing_when_busy
from community.models import User
from volunteers.models import Assignment, Shift, Volunteer


def lock(volunteers: Iterable[int], shifts: Iterable[int] = ()) -> tuple[dict[int, Volunteer], dict[int, Shift]]:
    """Lock volunteers, then shifts, each in primary key order, as everywhere; both are read again.

    Raises busy if another transaction holds a lock for longer than a page may wait.
    """
    people, turns = set(volunteers), set(shifts)
    with refusing_when_busy(_("Someone else is changing this right now. Please try again.")):
        locked = Volunteer.objects.with_person().select_for_update(of=["self"], no_key=True)
        found = {each.pk: each for each in locked.filter(pk__in=people).order_by("pk")}
        return found, lock_shifts(turns)


def lock_shifts(shifts: Iterable[int]) -> dict[int, Shift]:
    """Lock shifts in primary key order; callers that need volunteers too must lock those first."""
    locked = Shift.objects.select_related("post", "team__leader").select_for_update(of=["self"], no_key=True)
    return {each.pk: each for each in locked.filter(pk__in=set(shifts)).order_by("pk")}


def save_by(record: Model, by: User | None) -> None:
    """Save a record with `by` in its history."""
    with acting_as(by):
        record.save()


def move_to(promise: Assignment, state: str, by: User | None) -> None:
    """Change the state of a promise, and increase its revision for calendars."""
    promise.state = state
    promise.revision, promise.changed_at = promise.revision + 1, timezone.now()
    save_by(promise, by)


def tell(
    volunteer: Volunteer,
    kind: str,
    shift: Shift,
    context: Mapping[str, Any] | None = None,
    *,
    urgent: bool = False,
) -> None:
    """Notify a volunteer about a shift: in the portal, or by text without a login."""
    words = {"shift": shift, "post": shift.post, "volunteer": volunteer} | dict(context or {})
    if volunteer.user is not None:
        notify(user=volunteer.user, kind=kind, context=words, path=shift.get_absolute_url(), urgent=urgent)
    elif volunteer.phone and volunteer.ask_by == Volunteer.AskBy.MESSAGE:
        text(phone=volunteer.phone, kind=kind, context=words, urgent=urgent)


def tell_each(
    told: Iterable[tuple[Shift, Sequence[Volunteer], Mapping[str, Any]]], kind: str, *, urgent: bool = False
) -> None:
    """Notify volunteers about shifts; one insert for all with a login, one text for each of the others."""
    news = []
    for shift, volunteers, context in told:
        words = {"shift": shift, "post": shift.post} | dict(context)
        users = [each.user for each in volunteers if each.user is not None]
        news.append(News(users, words, shift.get_absolute_url()))
        for each in volunteers:
            if each.user is None:
                tell(each, kind, shift, context, urgent=urgent)
    notify_each(news, kind=kind, urgent=urgent)


def tell_leaders(shift: Shift, kind: str, context: Mapping[str, Any] | None = None, *, urgent: bool = False) -> None:
    """Notify the leader of a shift's team; the administrators if it has none."""
    if shift.team is not None and shift.team.leader is not None:
        tell(Volunteer.objects.with_person().get(pk=shift.team.leader.pk), kind, shift, context, urgent=urgent)
        return
    tell_administrators([(shift, context or {})], kind, urgent=urgent)


def tell_administrators(shifts: Iterable[tuple[Shift, Mapping[str, Any]]], kind: str, *, urgent: bool = False) -> None:
    """Notify all staff who plan duty about some shifts; one insert."""
    users = list(who_run_duty())
    news = [
        News(users, {"shift": each, "post": each.post} | dict(context), each.get_absolute_url())
        for each, context in shifts
    ]
    notify_each(news, kind=kind, urgent=urgent)


def who_run_duty() -> QuerySet[User]:
    """The staff who plan duty."""
    allowed = Q(is_superuser=True) | Q(groups__permissions__codename="run_duty")
    return User.objects.filter(allowed, is_active=True, is_staff=True).distinct()


def full() -> DomainError:
    """The refusal for a full shift."""
    return Conflict("full", _("This shift is full. Thank you; another one may need you."))


REFUSALS: dict[str, Callable[[], DomainError]] = {
    "volunteers_assignment_within_places": full,
    "volunteers_assignment_shift_open": lambda: Conflict("called_off", _("This shift is called off.")),
    "volunteers_promise_once": lambda: Conflict("twice", _("This person is already on this shift.")),
    "volunteers_promise_one_place_at_a_time": lambda: Conflict(
        "overlaps", _("At that time this person is on another shift.")
    ),
}
