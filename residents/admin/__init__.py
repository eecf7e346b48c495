"""The register in the admin: masked, written through the services."""

from django.utils.translation import gettext_lazy as _

from community.registers import chores, menu
from residents import dashboard
from residents.admin import appointments, exports, imports, matching, merging, people, places, reveals

__all__ = ["appointments", "dashboard", "exports", "imports", "matching", "merging", "people", "places", "reveals"]

menu.add(
    menu.RESIDENTS,
    menu.Page(_("Look people up"), "residents", "residents.view_resident"),
    "residents.resident",
    "residents.residence",
    "residents.guardianship",
    "residents.emergencycontact",
    "residents.household",
    "residents.loginmatch",
    "residents.registerimport",
    "residents.registerexport",
    "residents.reveal",
)
menu.add(
    menu.LEADERS,
    menu.Page(_("Roster of leaders"), "roster", "residents.view_appointment"),
    "residents.appointment",
)
menu.add(
    menu.SETTINGS,
    *(
        "residents.compound",
        "residents.building",
        "residents.tag",
        "residents.relationword",
        "residents.registerpolicy",
    ),
)
chores.register(
    {
        "residents.tasks.forget": _("delete what the register need not keep"),
    }
)
