"""Who may mark attendance, and when."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import ClassSession, InterestClass
from community.errors import Conflict, Invalid
from community.models import User

FROM = timedelta(hours=1)  # before the start
UNTIL = timedelta(days=7)  # after the end


def teaches(interest_class: InterestClass, user: User) -> bool:
    """Whether a user may mark attendance: the teacher, or staff who may change sessions."""
    if interest_class.teacher_id == user.pk:
        return True
    return user.is_staff and user.has_perm("classes.change_classsession")


def require_teacher(interest_class: InterestClass, by: User) -> None:
    """Raise not_teacher unless `by` teaches the class or may change its sessions."""
    if not teaches(interest_class, by):
        raise Invalid("not_teacher", _("Only the teacher can do this."))


def check_list_is_open(session: ClassSession) -> None:
    """Raise bad_state, too_soon or too_late unless the list of a session may be marked now."""
    now = timezone.now()
    if session.cancelled_at is not None:
        raise Conflict("bad_state", _("This session does not take place."))
    if now < session.starts_at - FROM:
        raise Invalid("too_soon", _("The list opens an hour before the session."))
    if now > session.ends_at + UNTIL:
        raise Invalid("too_late", _("The list closed a week after the session."))
