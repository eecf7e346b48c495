"""Creating, changing and calling off classes with their sessions."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classes.models import ClassSession, InterestClass
from classes.rules.people import require_staff
from classes.rules.plans import check_room, plan_of
from classes.services.draws import open_draw
from classes.services.locking import lock_class
from classes.services.sessions import hold_room, release_room
from classes.services.telling import tell_class
from community.audit import save_by
from community.errors import Conflict, Invalid
from community.models import User
from community.permissions import require_permission
from community.typed_words import require_reason
from rooms import services as rooms
from rooms.models import Reservation
from rooms.rules.availability import held_span
from rooms.services import ledger


def create_class(
    *, new: InterestClass, by: User, displace: bool = False, draw_closes_at: datetime | None = None
) -> InterestClass:
    """Create a class and its sessions, each holding the room; with `draw_closes_at` its seats are drawn then.

    Bookings in the way are cancelled, and their residents notified, only with `displace`. Raises not_allowed,
    teacher_gone, room_too_small, end_before_start, too_many, no_sessions, displaces with `bookings`, taken if another
    use came first, and past for a draw that would close too late.
    """
    require_permission(by, "classes.add_interestclass", _("Only staff can create a class."))
    _check_teacher(new)
    check_room(new.room, new.capacity)
    with transaction.atomic():
        planned = [session for session in plan_of(new) if not session.skipped and session.span.start > timezone.now()]
        if not planned:
            raise Invalid("no_sessions", _("No session is left: every week is skipped or in the past."))
        uses = [ledger.Use(new.room, held_span(new.room, session.span)) for session in planned]
        reason = gettext_lazy("A class meets at this time.")
        [room] = rooms.make_way(uses=uses, by=by, reason=reason, displace=displace)
        new.created_by = by
        save_by(new, by)
        for session in planned:
            hold_room(new, room, session.span, by)
        if draw_closes_at is not None:
            open_draw(interest_class=new, closes_at=draw_closes_at, by=by)
    return new


def save_class(*, interest_class: InterestClass, by: User) -> InterestClass:
    """Save staff's changes to a class; its room reservations are relabelled with a new name.

    Raises not_allowed, teacher_gone.
    """
    require_staff(by)
    _check_teacher(interest_class)
    with transaction.atomic():
        lock_class(interest_class)
        save_by(interest_class, by)
        held = Reservation.objects.held().filter(class_session__interest_class=interest_class)
        ledger.rename(held, label=(interest_class.name, interest_class.name_en))
    return interest_class


def _check_teacher(interest_class: InterestClass) -> None:
    if interest_class.teacher is not None and not interest_class.teacher.is_active:
        raise Invalid("teacher_gone", _("This teacher's login is closed. Please choose another teacher."))


def call_off(*, interest_class: InterestClass, by: User, reason: str) -> InterestClass:
    """Cancel every upcoming session and notify everyone. Raises not_allowed, reason_needed, bad_state."""
    require_staff(by)
    reason = require_reason(reason)
    with transaction.atomic():
        locked = lock_class(interest_class)
        if locked.state == InterestClass.State.CANCELLED:
            raise Conflict("bad_state", _("This class is already called off."))
        ahead = list(ClassSession.objects.ahead(timezone.now()).filter(interest_class=locked))
        for session in ahead:
            release_room(session, by, reason)
        locked.state = InterestClass.State.CANCELLED
        save_by(locked, by)
        words = {"sessions": ahead, "reason": reason}
        tell_class(locked, "class_session_cancelled", words, sessions=ahead, waiting=True)
    return locked
