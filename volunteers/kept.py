"""The personal data that duty stores, in words; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

KINDS = [
    Kind(
        _("That you are a volunteer: skills, times, what does not work for you, insurance, a guardian's consent"),
        _("To ask you for shifts that suit you, and for none that the law forbids"),
        _("Until you delete your login; the hours that you served are kept without your name"),
        frozenset(
            {
                "volunteers.Volunteer",
                "volunteers.HistoricalVolunteer",
                "volunteers.Volunteer_skills",
                "volunteers.Absence",
                "volunteers.DutyTeam",
                "volunteers.DutyTeam_members",
                "volunteers.HistoricalDutyTeam",
                "volunteers.HistoricalDutyTeam_members",
            }
        ),
    ),
    Kind(
        _("Shifts that you were asked for, promised, covered or did"),
        _("So that no post is left empty, and everybody gets a fair share"),
        _("The shift is kept; your name is removed with your login"),
        frozenset({"volunteers.Assignment", "volunteers.HistoricalAssignment", "volunteers.Swap"}),
    ),
    Kind(
        _("Your name in a duty chart that the centre imported from a spreadsheet"),
        _("To import the old chart, and to correct what could not be read"),
        _("60 days"),
        frozenset({"volunteers.RosterImport", "volunteers.RosterImportRow"}),
    ),
    Kind(
        _("When you checked in at a post, and who saw you; photos of signed sheets"),
        _("To confirm your hours by two sources"),
        _("Two years; who confirmed hours stays on record"),
        frozenset({"volunteers.Presence"}),
    ),
    Kind(
        _("Wrong codes typed at a post"),
        _("To limit guessing"),
        _("One hour"),
        frozenset({"volunteers.CodeAttempt"}),
    ),
    Kind(
        _("Handovers: what happened on a shift, who signed, what remains open"),
        _("So that the next shift knows what the last one learned"),
        _("As long as the post is kept; who signed stays on record"),
        frozenset(
            {
                "volunteers.Handover",
                "volunteers.HistoricalHandover",
                "volunteers.HandoverNote",
                "volunteers.OpenItem",
            }
        ),
    ),
    Kind(
        _("Your service hours, by day and kind, and what you object to"),
        _("To certify them, and for the national record of voluntary service"),
        _("Until you delete your login; the hours are kept without your name"),
        frozenset(
            {"volunteers.ServiceHours", "volunteers.HoursCertificate", "volunteers.HoursMonth", "volunteers.Objection"}
        ),
    ),
    Kind(
        _("Who planned shifts and patterns"),
        _("To know who changed what"),
        _("As long as the shift is kept"),
        frozenset({"volunteers.RosterPattern", "volunteers.HistoricalRosterPattern", "volunteers.HistoricalShift"}),
    ),
]
