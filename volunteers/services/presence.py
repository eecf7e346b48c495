"""Recording presence by code, pass, leader or sheet. Positions are never collected."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Conflict, Invalid, TooOften
from community.faults import refusing
from community.models import User
from community.throttling import one_at_a_time
from volunteers.enums import PromiseState, ShiftState, Source
from volunteers.models import Assignment, CodeAttempt, Post, Presence, Shift, Volunteer
from volunteers.rules.fitness import facts_of, people_on, reasons_against
from volunteers.rules.people import is_own, require_leader, require_staff
from volunteers.rules.presence import EARLY, SHEET_WITHIN, is_right, takes_check_in
from volunteers.services.locking import lock, move_to
from volunteers.services.refusals import REFUSALS

WRONG_CODES_AN_HOUR = 10


def check_in(*, post: Post, user: User, code: str = "") -> Assignment:
    """Check in with the code at the post, from 15 minutes before the shift until its end.

    A post with a screen requires the six digits of the current minute; at one with only a printed code the address
    suffices, and the hours then need another source. Raises wrong_code, too_many, no_shift, and the refusals for age
    and insurance.
    """
    if post.has_screen:
        _check_code(post, user, code.strip())
    promise = running_promise(user.volunteer, post, timezone.now()) if hasattr(user, "volunteer") else None
    if promise is None:
        raise Conflict("no_shift", _("You have no shift at this post now."))
    return _arrive(promise, Source.SCREEN if post.has_screen else Source.PRINTED, None)


def _check_code(post: Post, user: User, code: str) -> None:
    """Raise wrong_code, or too_many against guessing. Wrong codes are counted outside the refused transaction."""
    with transaction.atomic():
        one_at_a_time(f"volunteers.code {user.pk}")
        attempts = CodeAttempt.objects.filter(user=user)
        if attempts.recent(timezone.now()).count() >= WRONG_CODES_AN_HOUR:
            raise TooOften("too_many", _("Too many wrong codes. Please ask the leader to check you in."))
        if is_right(post, code, timezone.now()):
            return
        attempts.create(user=user)
    raise Invalid("wrong_code", _("This is not the code on the screen now. It changes every minute."))


def running_promise(volunteer: Volunteer, post: Post | None, now: datetime) -> Assignment | None:
    """The promise for which a volunteer can check in now, at one post or at any."""
    rows = Assignment.objects.ahead().filter(
        volunteer=volunteer, shift__starts_at__lte=now + EARLY, shift__ends_at__gt=now
    )
    if post is not None:
        rows = rows.filter(shift__post=post)
    return rows.select_related("shift__post", "shift__team__leader").order_by("shift__starts_at").first()


def check_in_by_pass(*, pass_code: str, by: User) -> Assignment:
    """Check a volunteer in whose pass the front desk scanned. Raises not_allowed, unknown_pass, no_shift."""
    require_staff(by)
    volunteer = Volunteer.objects.active().filter(pass_code=pass_code).first()
    if volunteer is None:
        raise Invalid("unknown_pass", _("This pass is unknown."))
    promise = running_promise(volunteer, None, timezone.now())
    if promise is None:
        raise Conflict("no_shift", _("%(name)s has no shift now.") % {"name": volunteer.name})
    return _arrive(promise, Source.DESK, by)


def check_in_at_tablet(*, volunteer: Volunteer, kind: str) -> Assignment | None:
    """Check in a volunteer who signed on with a PIN at a post's tablet; as good as the code on its screen.

    Returns None without a promise at such a post now, because people may also help out spontaneously.
    """
    now = timezone.now()
    rows = Assignment.objects.ahead().filter(
        volunteer=volunteer,
        shift__post__kind=kind,
        shift__starts_at__lte=now + EARLY,
        shift__ends_at__gt=now,
        shift__state=ShiftState.OPEN,
    )
    promise = rows.select_related("shift__post").order_by("shift__starts_at").first()
    return None if promise is None else _arrive(promise, Source.SCREEN, None)


def mark_present(*, promise: Assignment, by: User) -> Assignment:
    """Record that the leader saw a volunteer at the post. Raises not_allowed, own, bad_state."""
    require_leader(by, promise.shift)
    if is_own(by, promise.volunteer):
        raise Invalid("own", _("Nobody can confirm their own presence. Please use the code at the post."))
    return _arrive(promise, Source.LEADER, by)


def _arrive(promise: Assignment, source: str, by: User | None) -> Assignment:
    now = timezone.now()
    with transaction.atomic():
        people, shifts = lock([promise.volunteer_id], [promise.shift_id])
        row = Assignment.objects.get(pk=promise.pk)
        row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
        if not row.is_ahead or not takes_check_in(row.shift, now):
            raise Conflict("bad_state", _("Nobody can check in for this shift now."))
        if by is not None and is_own(by, row.volunteer):
            raise Invalid("own", _("Nobody can confirm their own presence. Please use the code at the post."))
        _check_fit(row)
        Presence.objects.get_or_create(assignment=row, source=source, defaults={"by": by})
        if row.state != PromiseState.PRESENT:
            row.wants_cover_since = None
            move_to(row, PromiseState.PRESENT, by or row.volunteer.user)
    return row


HARD_AT_THE_POST = frozenset({"too_young", "needs_guardian", "needs_consent", "age_unknown", "uninsured"})


def _check_fit(row: Assignment) -> None:
    """Check age, consent and insurance again, because they may have expired since sign-up."""
    known = facts_of([row.volunteer], row.shift.span)[row.volunteer_id]
    known.held = [each for each in known.held if each.shift_id != row.shift_id]
    for reason in reasons_against(known, row.shift, row.shift.post, (), people_on([row.shift])[row.shift_id]):
        if reason.code in HARD_AT_THE_POST:
            raise reason.error()


def enter_sheet(*, shift: Shift, came: Iterable[Assignment], by: User, photo: Any) -> list[Assignment]:
    """Enter a signed sheet within 7 days, with its photo: those on it have done the shift, whatever was recorded
    before.

    Raises not_allowed, photo_needed, too_soon, too_late, own.
    """
    require_leader(by, shift)
    now = timezone.now()
    if not photo:
        raise Invalid("photo_needed", _("Please add a photo of the signed sheet."))
    if now < shift.ends_at:
        raise Invalid("too_soon", _("The sheet can be entered once the shift is over."))
    if now > shift.ends_at + SHEET_WITHIN:
        raise Conflict("too_late", _("A sheet has to be entered within seven days."))
    people = list(came)
    if any(is_own(by, each.volunteer) for each in people):
        raise Invalid("own", _("Nobody can confirm their own presence."))
    done = []
    with transaction.atomic():
        lock([each.volunteer_id for each in people], [shift.pk])
        fresh = Assignment.objects.filter(shift=shift, pk__in=[each.pk for each in people])
        for row in fresh.filter(state__in=[*PromiseState.holding(), PromiseState.MISSED]).order_by("pk"):
            photo.seek(0)
            if not row.presences.filter(source=Source.SHEET).exists():
                Presence.objects.create(assignment=row, source=Source.SHEET, by=by, photo=photo)
            if row.state != PromiseState.DONE:
                with refusing(REFUSALS):
                    move_to(row, PromiseState.DONE, by)
            done.append(row)
    return done
