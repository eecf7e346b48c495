"""The tables of duty, grouped by subject."""

from volunteers.models.certificates import HoursCertificate
from volunteers.models.handovers import Handover, HandoverNote, OpenItem, ThingCount
from volunteers.models.hours import HoursMonth, Objection, ServiceHours
from volunteers.models.imports import RosterImport, RosterImportRow
from volunteers.models.people import Absence, DutyRules, DutyTeam, Skill, Volunteer
from volunteers.models.posts import Post, PostThing
from volunteers.models.promises import Assignment, CodeAttempt, Presence, Swap
from volunteers.models.rosters import PatternTeam, RosterPattern, Shift

__all__ = [
    "Absence",
    "Assignment",
    "CodeAttempt",
    "DutyRules",
    "DutyTeam",
    "Handover",
    "HandoverNote",
    "HoursCertificate",
    "HoursMonth",
    "Objection",
    "OpenItem",
    "PatternTeam",
    "Post",
    "PostThing",
    "Presence",
    "RosterImport",
    "RosterImportRow",
    "RosterPattern",
    "ServiceHours",
    "Shift",
    "Skill",
    "Swap",
    "ThingCount",
    "Volunteer",
]
