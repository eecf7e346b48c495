"""What needs attention in the register today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.registers.dashboard import Line, register
from residents import selectors
from residents.models import LoginMatch


@register
def register_lines(user: User) -> Iterator[Line]:
    """Logins waiting for a match; and of building leaders: vacancies, ending terms, and overloads."""
    if user.has_perm("residents.settle_match"):
        waiting = LoginMatch.objects.filter(state=LoginMatch.State.WAITING)
        url = reverse("admin:residents_loginmatch_changelist") + "?state__exact=waiting"
        yield Line(_("logins are waiting to be matched"), url, waiting)
    if user.has_perm("residents.view_appointment"):
        lines = selectors.roster(with_alone=False)
        for label, count in (
            (_("sections have no building leader"), sum(line.is_vacant for line in lines)),
            (_("terms of building leaders end within 60 days"), sum(line.ends_soon for line in lines)),
            (_("building leaders have more than 100 households"), sum(line.is_overloaded for line in lines)),
        ):
            yield Line(label, reverse("roster"), count)
