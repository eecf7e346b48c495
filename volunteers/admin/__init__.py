"""Duty in the admin; everything subject to rules goes through the services."""

from django.utils.translation import gettext_lazy as _

from community.registers import chores, menu
from volunteers.admin import dashboard, hours, imports, patterns, people, posts, shifts  # noqa: F401

menu.add(
    menu.DUTY,
    menu.Page(_("Roster"), "duty_roster", "volunteers.run_duty"),
    *("volunteers.shift", "volunteers.assignment", "volunteers.volunteer", "volunteers.dutyteam"),
    *("volunteers.rosterpattern", "volunteers.handover", "volunteers.openitem", "volunteers.servicehours"),
    *("volunteers.hoursmonth", "volunteers.objection", "volunteers.hourscertificate", "volunteers.rosterimport"),
)
menu.add(menu.SETTINGS, "volunteers.post", "volunteers.skill", "volunteers.dutyrules")
chores.register(
    {
        "volunteers.tasks.tend_duty": _("look after shifts"),
        "volunteers.tasks.remind": _("remind of duty"),
        "volunteers.tasks.make_shifts": _("make shifts from patterns"),
        "volunteers.tasks.forget": _("delete what duty need not keep"),
        "volunteers.tasks.count_hours": _("count hours of service"),
    }
)
