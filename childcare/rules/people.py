"""Who may act for a child, and who for the centre."""

from django.utils.translation import gettext as _

from childcare.models import CareDuty, Carer, CareSession, CareSheet
from community.errors import Invalid
from community.models import User
from residents.selectors import wards_of


def runs_room(user: User | None) -> bool:
    """Whether a user runs the children's room: the worker process (None), and staff with the permission."""
    return user is None or user.has_perm("childcare.run_childcare")


def require_staff(user: User | None) -> None:
    """Raise not_allowed unless `user` runs the children's room."""
    if not runs_room(user):
        raise Invalid("not_allowed", _("Only the centre can do this."))


def is_guardian(user: User, sheet: CareSheet) -> bool:
    """Whether a login is a child's guardian: by the register, or for a visiting child by the sheet."""
    if sheet.child_id is not None:
        return any(child.pk == sheet.child_id for child in wards_of(user))
    return sheet.people.filter(is_guardian=True, user=user, removed_at=None).exists()


def require_guardian(user: User | None, sheet: CareSheet) -> None:
    """Raise not_guardian unless `user` is the child's guardian, or runs the children's room."""
    if user is None or (not is_guardian(user, sheet) and not runs_room(user)):
        raise Invalid("not_guardian", _("The register does not know you as this child's guardian."))


def require_two(first: User, second: User) -> None:
    """Raise not_two unless these are two different members of staff who run the children's room."""
    require_staff(first)
    require_staff(second)
    if first.pk == second.pk:
        raise Invalid("not_two", _("Two different members of staff have to do this together."))


def require_on(carer: Carer, session: CareSession) -> None:
    """Raise not_signed_on unless a carer is signed on to a session now."""
    if not CareDuty.objects.on().filter(carer=carer, session=session).exists():
        raise Invalid("not_signed_on", _("Please sign on to this session first."))
