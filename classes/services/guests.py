"""Single sessions: excusing members, and seats for guests."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.enums import EnrolmentState, Mark
from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from classes.rules.people import Person, check_age, may_answer_for
from classes.rules.seats import GUESTS_FROM, free_in_session
from classes.services.locking import lock_class
from classes.services.telling import tell_holder, tell_many
from community.audit import save_by
from community.delivery.notify import notify
from community.errors import Conflict, Invalid
from community.models import User
from residents.models import Resident

LAST_MINUTE = timedelta(hours=24)


def take_guest_seat(*, session: ClassSession, user: User, child: Resident | None = None) -> Attendance:
    """Take a seat in one session only, for oneself or a child in one's care.

    From a week before until it starts, while a seat is free. Raises not_guardian, too_early, started, bad_state,
    is_member, twice, full, and what `check_age` raises.
    """
    person = Person(user, child)
    may_answer_for(user, [person])
    with transaction.atomic():
        locked, session = _lock(session, user)
        now = timezone.now()
        if session.starts_at - GUESTS_FROM > now:
            raise Invalid("too_early", _("Seats in a single session are available from a week before."))
        members = locked.enrolments.seated()
        if members.filter(child=child).filter(**({} if child else {"user": user})).exists():
            raise Conflict("is_member", _("%(name)s already has a seat in this class.") % {"name": person.name})
        check_age(locked, person, timezone.localdate(session.starts_at))
        own = session.attendances.filter(enrolment=None, child=child)
        guest = (own if child else own.filter(user=user)).first()
        if guest is not None and guest.mark != Mark.EXCUSED:
            raise Conflict("twice", _("%(name)s already has a seat in this session.") % {"name": person.name})
        if free_in_session(locked, session) < 1:
            raise Conflict("full", _("Someone was faster: this session is full."))
        guest = guest or Attendance(session=session, child=child)
        guest.user = user
        _save(guest, Mark.EXPECTED, user)
        notify_of_seat(user, session, person.name)
    return guest


def give_back_guest_seat(*, guest: Attendance, by: User) -> Attendance:
    """Cancel a guest's seat. Raises not_yours, started, bad_state."""
    if guest.enrolment_id is not None or guest.user_id != by.pk:
        raise Invalid("not_yours", _("This is not your seat."))
    with transaction.atomic():
        locked, session = _lock(guest.session, by)
        guest = Attendance.objects.get(pk=guest.pk)
        if guest.mark != Mark.EXPECTED:
            raise Conflict("bad_state", _("This seat was already given back."))
        _save(guest, Mark.EXCUSED, by)
        tell_of_free_seat(locked, session)
    return guest


def excuse(*, enrolment: Enrolment, session: ClassSession, by: User) -> Attendance:
    """Excuse a member from one session; the seat becomes free for a guest.

    Raises not_yours, not_enrolled, started, and bad_state if the teacher has marked their attendance already.
    """
    with transaction.atomic():
        locked, session = _lock(session, enrolment.user)
        row = _own(locked, enrolment, session, by)
        if row.mark != Mark.EXCUSED:
            _save(row, Mark.EXCUSED, by)
            tell_of_free_seat(locked, session)
    return row


def take_back_excuse(*, enrolment: Enrolment, session: ClassSession, by: User) -> Attendance:
    """Take back an excuse, unless a guest has the seat by now. Raises what `excuse` raises, and full."""
    with transaction.atomic():
        locked, session = _lock(session, enrolment.user)
        row = _own(locked, enrolment, session, by)
        if row.mark == Mark.EXCUSED:
            if free_in_session(locked, session) < 1:
                raise Conflict("full", _("A neighbour has taken the seat in this session."))
            _save(row, Mark.EXPECTED, by)
    return row


def yield_to_guests(locked: InterestClass, joined: Iterable[Enrolment]) -> None:
    """Let new members start after the sessions whose last seats are promised to guests; the caller holds the lock."""
    now = timezone.now()
    soon = locked.sessions.ahead(now).filter(starts_at__gt=now, starts_at__lt=now + GUESTS_FROM)
    for session in soon.filter(attendances__enrolment=None, attendances__user__isnull=False).distinct():
        for enrolment in list(joined)[: max(-free_in_session(locked, session), 0)]:
            _save(Attendance(session=session, enrolment=enrolment), Mark.EXCUSED, enrolment.user)


def tell_of_free_seat(locked: InterestClass, session: ClassSession) -> None:
    """Notify those who wait that a seat is free at short notice, first come, first served."""
    now = timezone.now()
    if not now < session.starts_at < now + LAST_MINUTE or free_in_session(locked, session) < 1:
        return
    waiting = locked.enrolments.filter(state=EnrolmentState.WAITING)
    users = User.objects.filter(pk__in=waiting.values("user")).order_by("pk")
    tell_many(users, "class_last_minute", locked, {"session": session})


def notify_of_seat(user: User, session: ClassSession, name: str) -> None:
    """Notify a guest about the seat."""
    context = {"class": session.interest_class, "session": session, "person": name}
    notify(user=user, kind="class_guest", context=context, path=session.interest_class.get_absolute_url())


def _own(locked: InterestClass, enrolment: Enrolment, session: ClassSession, by: User) -> Attendance:
    if enrolment.user_id != by.pk:
        raise Invalid("not_yours", _("This is not your seat."))
    if not locked.enrolments.seated().filter(pk=enrolment.pk).exists():
        raise Conflict("not_enrolled", _("You are not in this class."))
    row = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    if row is not None and row.mark not in (Mark.EXPECTED, Mark.EXCUSED):
        raise Conflict("bad_state", _("The teacher has already marked your attendance of this session."))
    return row or Attendance(session=session, enrolment=enrolment)


def _lock(session: ClassSession, user: User | None) -> tuple[InterestClass, ClassSession]:
    locked = lock_class(session.interest_class, user)
    session = ClassSession.objects.select_related("interest_class__room").get(pk=session.pk)
    if session.cancelled_at is not None or locked.state != InterestClass.State.OPEN:
        raise Conflict("bad_state", _("This session does not take place."))
    if session.starts_at <= timezone.now():
        raise Invalid("started", _("This session has already begun."))
    return locked, session


def _save(row: Attendance, mark: str, by: User | None) -> None:
    row.mark, row.marked_by, row.marked_at = mark, by, timezone.now()
    save_by(row, by)


def remind_of_sessions() -> int:
    """Remind everyone of sessions that start within a day, each once; returns the number of sessions. For the
    worker.
    """
    now = timezone.now()
    soon = {"starts_at__gt": now, "starts_at__lt": now + LAST_MINUTE}
    due = ClassSession.objects.open().filter(**soon, reminded_at=None)
    reminded = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            session = due.select_for_update(skip_locked=True, of=["self"]).filter(pk=pk).first()
            if session is None:
                continue
            _remind(session)
            ClassSession.objects.filter(pk=pk).update(reminded_at=now)
            reminded += 1
    return reminded


def _remind(session: ClassSession) -> None:
    shown, room = session.interest_class, session.reservation.room
    rows = session.attendances
    away = rows.filter(mark=Mark.EXCUSED, enrolment__isnull=False).values("enrolment")
    members = Enrolment.objects.seated().filter(interest_class=shown).exclude(pk__in=away).values("user")
    guests = rows.filter(mark=Mark.EXPECTED, enrolment=None, user__isnull=False).values("user")
    users = User.objects.filter(Q(pk__in=members) | Q(pk__in=guests)).order_by("pk")
    tell_many(users, "class_soon", shown, {"session": session, "room": room})
    without_login = Enrolment.objects.seated().filter(interest_class=shown, user=None).exclude(pk__in=away)
    for seat in without_login.select_related("resident"):
        tell_holder(seat, "class_soon", shown, {"session": session, "room": room})
