"""The children's room in the admin."""

from django.utils.translation import gettext_lazy as _

from childcare.admin import carers, rules, sessions, sheets, stays
from community.registers import chores, menu

__all__ = ["carers", "rules", "sessions", "sheets", "stays"]

menu.add(
    menu.CARE,
    menu.Page(_("Openings of the children's room"), "care_sessions", "childcare.run_childcare"),
    *("childcare.caresession", "childcare.dropin", "childcare.pickup", "childcare.alarm", "childcare.incident"),
    *("childcare.breach", "childcare.offlinehandover", "childcare.family", "childcare.caresheet"),
    *("childcare.barred", "childcare.carer", "childcare.station", "childcare.carepattern"),
)
menu.add(menu.SETTINGS, "childcare.carerules", "childcare.ratioband", "childcare.consenttext")
chores.register(
    {
        "childcare.tasks.tend_care": _("look after the children's room"),
        "childcare.tasks.make_sessions": _("schedule sessions of the children's room"),
        "childcare.tasks.forget": _("delete old stays"),
    }
)
