"""Who may act for a child."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from community.errors import Invalid
from community.models import User
from residents.selectors import wards_of


def require_guardian(user: User, children: Iterable[int]) -> None:
    """Raise not_guardian unless the login is a guardian of all these residents, who are still children today."""
    wanted = set(children)
    if wanted and not wanted <= {child.pk for child in wards_of(user)}:
        raise Invalid("not_guardian", _("The register does not know you as this child's guardian."))
