"""What classes store about people, in words for the privacy page; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

UNTIL_DELETED = _("Until you delete your login")

KINDS = [
    Kind(
        _("Your classes and those of your children: seats, waiting, lots in a draw, whether photos may be taken"),
        _("To keep your seat, and to give seats out fairly"),
        _(
            "Until you delete your login; for people enrolled by the desk without one, name and number as "
            "long as the class is listed"
        ),
        frozenset({"classes.Enrolment", "classes.HistoricalEnrolment", "classes.DrawEntry"}),
    ),
    Kind(
        _("When you came to a class, and for how long"),
        _("To count practice hours, and to give free seats to those who wait"),
        UNTIL_DELETED,
        frozenset({"classes.Attendance", "classes.HistoricalAttendance"}),
    ),
    Kind(
        _("Certificates of practice: your name, sessions and hours"),
        _("So that you can show them, and anybody can check that they are real"),
        _("Until you delete your login; the number stays, without your name"),
        frozenset({"classes.PracticeCertificate", "classes.HistoricalPracticeCertificate"}),
    ),
    Kind(
        _("Classes that you propose, the hours that suit you, and how you liked a class"),
        _("To find enough neighbours and the best hour, and to make classes better"),
        UNTIL_DELETED,
        frozenset({"classes.Proposal", "classes.HistoricalProposal", "classes.Pledge", "classes.Rating"}),
    ),
    Kind(
        _("What members of a class write to each other, with photos"),
        _("Only members of that class can see it"),
        _("Until its author or the teacher deletes it, or the author's login is deleted"),
        frozenset({"classes.ClassPost"}),
    ),
    Kind(
        _("Of teachers: the name, a photo, which classes they gave"),
        _("So that neighbours know who teaches"),
        _("As long as the class is listed; the link to the login is removed with the login"),
        frozenset({"classes.InterestClass", "classes.HistoricalInterestClass"}),
    ),
]
