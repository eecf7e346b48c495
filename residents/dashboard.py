"""What needs attention in the register today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.models import User
from community.registers.dashboard import Line, first_step, register
from residents import selectors
from residents.models import Building, Compound, LoginMatch


@register
def register_lines(user: User) -> Iterator[Line]:
    """An empty register, logins waiting for a match, and leaders: vacancies, ending terms, overloads."""
    if user.has_perm("residents.add_compound"):
        nowhere = _("There is no compound yet: add the first one")
        yield first_step(user, Compound.objects.all(), nowhere, reverse("admin:residents_compound_add"))
    if user.has_perm("residents.import_register"):
        empty = _("The register is empty: import it first")
        yield first_step(user, Building.objects.all(), empty, reverse("admin:residents_registerimport_add"))
    if user.has_perm("residents.settle_match"):
        waiting = LoginMatch.objects.filter(state=LoginMatch.State.WAITING)
        url = reverse("admin:residents_loginmatch_changelist") + "?state__exact=waiting"
        yield Line(
            lambda n: ngettext("login is waiting to be matched", "logins are waiting to be matched", n), url, waiting
        )
    if user.has_perm("residents.view_appointment"):
        lines = selectors.roster(with_alone=False)
        for label, count in (
            (
                lambda n: ngettext("section has no building leader", "sections have no building leader", n),
                sum(line.is_vacant for line in lines),
            ),
            (
                lambda n: ngettext(
                    "term of a building leader ends within 60 days", "terms of building leaders end within 60 days", n
                ),
                sum(line.ends_soon for line in lines),
            ),
            (
                lambda n: ngettext(
                    "building leader has more than 100 households", "building leaders have more than 100 households", n
                ),
                sum(line.is_overloaded for line in lines),
            ),
        ):
            yield Line(label, reverse("roster"), count)
