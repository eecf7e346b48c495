"""Who may manage gifts."""

from django.utils.translation import gettext as _

from community.errors import Invalid
from community.models import User


def require_staff(by: User) -> None:
    """Raise not_allowed unless `by` manages gifts."""
    if not by.has_perm("donations.change_gift"):
        raise Invalid("not_allowed", _("Only staff who manage gifts can do this."))
