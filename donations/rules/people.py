"""Who may manage gifts."""

from django.utils.translation import gettext as _

from community.models import User
from community.permissions import require_permission


def require_staff(by: User) -> None:
    """Raise not_allowed unless `by` manages gifts."""
    require_permission(by, "donations.change_gift", _("Only staff who manage gifts can do this."))
