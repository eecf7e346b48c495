"""The teacher's services: attendance, walk-ins, practice hours, notes, and announcements."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.enums import EnrolmentState, Mark
from classes.models import Attendance, ClassPost, ClassSession, Enrolment, InterestClass
from classes.rules.seats import free_in_room
from classes.rules.teaching import check_list_is_open, require_teacher
from classes.services.locking import lock_class
from classes.services.telling import tell_class
from community.audit import acting_as, save_by
from community.errors import Conflict, Invalid
from community.models import Message, User
from community.names import clean_name

MESSAGES_A_DAY = 3


def mark_member(*, session: ClassSession, enrolment: Enrolment, mark: str, by: User) -> None:
    """Mark a member as present, late or absent; the same mark again removes it.

    From an hour before the session until a week after. Raises not_teacher, bad_state, too_soon, too_late,
    not_enrolled, confirmed if the hours are confirmed already, and room_full for someone who was not expected.
    """
    with transaction.atomic():
        locked, session = _lock(session, by)
        if not locked.enrolments.seated().filter(pk=enrolment.pk).exists():
            raise Conflict("not_enrolled", _("This person is not in the class."))
        row = Attendance.objects.filter(session=session, enrolment=enrolment).first()
        if row is not None and row.mark == Mark.EXCUSED and mark in Mark.came():
            _require_place(locked, session)  # a guest may have taken the seat
        _mark(row or Attendance(session=session, enrolment=enrolment), mark, by)


def mark_guest(*, guest: Attendance, mark: str, by: User) -> None:
    """Mark a guest. Raises what `mark_member` raises, and bad_state for a seat that was given back."""
    with transaction.atomic():
        _lock(guest.session, by)
        row = _still_there(guest)
        if row.mark == Mark.EXCUSED:
            raise Conflict("bad_state", _("This guest has given the seat back."))
        _mark(row, mark, by)


def _still_there(guest: Attendance) -> Attendance:
    row = Attendance.objects.filter(pk=guest.pk, enrolment=None).first()
    if row is None:
        raise Conflict("bad_state", _("Someone has already removed this person from the list."))
    return row


def _mark(row: Attendance, mark: str, by: User) -> None:
    if mark not in Mark.given():
        raise Invalid("bad_mark", _("Please choose present, late or absent."))
    if row.confirmed_at is not None:
        raise Conflict("confirmed", _("The hours of this session are confirmed; withdraw the confirmation first."))
    row.mark = _before(row) if row.mark == mark else mark
    _save(row, by)


def _before(row: Attendance) -> str:
    """The mark from before the teacher's: removing a mark does not give back a seat that was given up."""
    known = row.history.filter(mark__in=[Mark.EXPECTED, Mark.EXCUSED])
    return known.order_by("-history_date", "-history_id").values_list("mark", flat=True).first() or Mark.EXPECTED


def add_walk_in(*, session: ClassSession, name: str, by: User) -> Attendance:
    """Add a walk-in to the list. Raises what `mark_member` raises, name_needed, and room_full."""
    name = clean_name(name)[:100]
    if not name:
        raise Invalid("name_needed", _("Please give the name."))
    with transaction.atomic():
        locked, session = _lock(session, by)
        _require_place(locked, session)
        row = Attendance(session=session, name=name, mark=Mark.PRESENT)
        _save(row, by)
    return row


def _require_place(locked: InterestClass, session: ClassSession) -> None:
    """Raise room_full unless one more person fits into the room, besides all expected or present."""
    if free_in_room(locked, session) < 1:
        raise Conflict("room_full", _("The room is full."))


def remove_walk_in(*, guest: Attendance, by: User) -> None:
    """Remove a walk-in from the list. Raises what `mark_member` raises, and bad_state for anyone else."""
    with transaction.atomic():
        _lock(guest.session, by)
        row = _still_there(guest)
        if not row.name:
            raise Conflict("bad_state", _("Only walk-ins can be removed from the list."))
        with acting_as(by):
            row.delete()


def confirm_hours(*, session: ClassSession, by: User) -> int:
    """Confirm the session's minutes as social practice for each member who came; returns how many.

    Raises what `mark_member` raises, and no_hours for other kinds of class.
    """
    with transaction.atomic():
        locked, session = _lock(session, by)
        if not locked.gives_hours:
            raise Invalid("no_hours", _("This class does not count as practice."))
        if session.ends_at > timezone.now():
            raise Invalid("too_soon", _("Hours can be confirmed once the session is over."))
        rows = session.attendances.filter(
            enrolment__state=EnrolmentState.ENROLLED, mark__in=Mark.came(), confirmed_at=None
        )
        for row in rows:
            row.minutes, row.confirmed_at = int(session.span.duration.total_seconds() // 60), timezone.now()
            _save(row, by)
        return len(rows)


def unconfirm_hours(*, session: ClassSession, by: User) -> None:
    """Withdraw a confirmation to correct a mark. Raises what `mark_member` raises, and certified.

    Hours that a valid certificate counts cannot change; the certificate has to be revoked first.
    """
    with transaction.atomic():
        _locked, session = _lock(session, by)
        rows = session.attendances.filter(confirmed_at__isnull=False)
        if rows.filter(enrolment__certificates__is_current=True).exists():
            raise Conflict("certified", _("A certificate already counts these hours."))
        for row in rows:
            row.minutes, row.confirmed_at = None, None
            _save(row, by)


def post(
    *, interest_class: InterestClass, by: User, text: str = "", photo: Any = None, tell: bool = False
) -> ClassPost:
    """Post a note or a photo for the class; with `tell` the text is sent to everyone, at most three times a day.

    Raises not_teacher, empty, too_many.
    """
    require_teacher(interest_class, by)
    text = text.strip()[:2000]
    if not text and (tell or not photo):
        raise Invalid("empty", _("Please write something, or choose a photo."))
    with transaction.atomic():
        locked = lock_class(interest_class)
        now = timezone.now()
        if tell and _told_since(locked, now - timedelta(days=1)) >= MESSAGES_A_DAY:
            raise Invalid("too_many", _("Three messages a day are the limit; please try again tomorrow."))
        new = ClassPost(interest_class=locked, author=by, text=text, photo=photo or "", told_at=now if tell else None)
        new.save()
        if tell:
            tell_class(locked, "class_message", {"text": text, "author": by.name})
    return new


def _told_since(interest_class: InterestClass, moment: datetime) -> int:
    """How often the class was notified, counted by messages, because posts may be deleted."""
    told = Message.objects.filter(
        kind="class_message", path=interest_class.get_absolute_url(), created_at__gt=moment
    ).values("user")
    return max(told.annotate(times=Count("pk")).order_by().values_list("times", flat=True), default=0)


def delete_post(*, post: ClassPost, by: User) -> None:
    """Delete a note or a photo with its file; one's own, or any as the teacher. Raises not_teacher."""
    if post.author_id != by.pk:
        require_teacher(post.interest_class, by)
    photo = post.photo
    with transaction.atomic():
        post.delete()
        if photo:
            transaction.on_commit(lambda: photo.delete(save=False))


def _lock(session: ClassSession, by: User) -> tuple[InterestClass, ClassSession]:
    require_teacher(session.interest_class, by)
    locked = lock_class(session.interest_class)
    session = ClassSession.objects.select_related("reservation__room", "interest_class").get(pk=session.pk)
    check_list_is_open(session)
    return locked, session


def _save(row: Attendance, by: User) -> None:
    row.marked_by, row.marked_at = by, timezone.now()
    save_by(row, by)
