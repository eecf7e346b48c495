"""A user's personal data in duty; see `community.registers.personal_data`."""

from typing import Any

from community.models import User
from volunteers import services
from volunteers.models import Assignment, HoursCertificate, Objection, Presence, ServiceHours, Volunteer


def export(user: User) -> dict[str, Any]:
    """The volunteer, every shift with attendance, and the hours."""
    volunteer = Volunteer.objects.with_person().filter(user=user).first()
    if volunteer is None:
        return {}
    shifts = Assignment.objects.filter(volunteer=volunteer)
    hours = ServiceHours.objects.filter(volunteer=volunteer)
    return {
        "joined": volunteer.joined_at,
        "left": volunteer.left_at,
        "rules_version": volunteer.rules_version,
        "skills": [str(each) for each in volunteer.skills.all()],
        "suits": volunteer.suits,
        "cannot": volunteer.cannot,
        "most_hours": volunteer.most_hours,
        "asked_by": volunteer.ask_by,
        "named_in_public": volunteer.is_public,
        "insured_until": volunteer.insured_until,
        "guardian_consented": volunteer.consented_on,
        "away": [str(each) for each in volunteer.absences.all()],
        "teams": list(volunteer.teams.values_list("name", flat=True)),
        "shifts": list(
            map(dict, shifts.values("shift__post__name", "shift__starts_at", "shift__ends_at", "state", "created_at"))
        ),
        "check_ins": list(
            map(
                dict,
                Presence.objects.filter(assignment__in=shifts).values("assignment__shift__starts_at", "source", "at"),
            )
        ),
        "hours": list(map(dict, hours.values("day", "minutes", "kind", "reason", "at"))),
        "certificates": list(
            HoursCertificate.objects.filter(volunteer=volunteer).values_list("certificate__number", flat=True)
        ),
        "objections": list(map(dict, Objection.objects.filter(by=user).values("text", "answer", "created_at"))),
    }


def erase(user: User) -> None:
    """Give promises back, then remove the link to the person: past service stays as anonymous figures."""
    volunteer = Volunteer.objects.with_person().filter(user=user).first()
    if volunteer is not None:
        services.erase_volunteer(volunteer=volunteer, by=user)
