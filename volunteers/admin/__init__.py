"""Duty in the admin; everything that rules guard goes through the services."""

from django.utils.translation import gettext_lazy as _

from community.registers import menu
from volunteers.admin import dashboard, hours, patterns, people, posts, shifts  # noqa: F401

menu.add(
    menu.DUTY,
    menu.Page(_("Roster"), "duty_roster", "volunteers.run_duty"),
    *("volunteers.shift", "volunteers.assignment", "volunteers.volunteer", "volunteers.dutyteam"),
    *("volunteers.rosterpattern", "volunteers.handover", "volunteers.openitem", "volunteers.servicehours"),
    *("volunteers.hoursmonth", "volunteers.objection", "volunteers.hourscertificate"),
)
menu.add(menu.SETTINGS, "volunteers.post", "volunteers.skill", "volunteers.dutyrules")
