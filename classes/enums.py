"""States and kinds of classes, defined in this one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClassKind(models.TextChoices):
    INTEREST = "interest", _("Interest class")
    SCIENCE = "science", _("Science lesson")
    HOLIDAY = "holiday", _("Holiday social practice")
    COMMUNITY = "community", _("Party and community event")


class Level(models.TextChoices):
    ANY = "any", _("Everybody is welcome")
    BEGINNER = "beginner", _("Beginners")
    ADVANCED = "advanced", _("Advanced")


class ClassState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CANCELLED = "cancelled", _("Called off")


class EnrolmentState(models.TextChoices):
    ENTERED = "entered", _("In the draw")
    ENROLLED = "enrolled", _("Enrolled")
    WAITING = "waiting", _("On the waiting list")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @classmethod
    def active(cls) -> "tuple[EnrolmentState, ...]":
        """The states of a current or possible member."""
        return (cls.ENTERED, cls.ENROLLED, cls.WAITING)


class Mark(models.TextChoices):
    """A person's attendance of one session; someone without a mark is expected."""

    EXPECTED = "expected", _("Expected")
    EXCUSED = "excused", _("Will not come")
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    ABSENT = "absent", _("Absent")

    @classmethod
    def came(cls) -> "tuple[Mark, ...]":
        """The marks of people who attended."""
        return (cls.PRESENT, cls.LATE)

    @classmethod
    def given(cls) -> "tuple[Mark, ...]":
        """The marks that a teacher can set."""
        return (cls.PRESENT, cls.LATE, cls.ABSENT)


class ProposalState(models.TextChoices):
    OPEN = "open", _("Looking for neighbours")
    PLANNED = "planned", _("Waiting for approval")
    APPROVED = "approved", _("Became a class")
    DECLINED = "declined", _("Not possible")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Too few neighbours")

    @classmethod
    def unsettled(cls) -> "tuple[ProposalState, ...]":
        """The states in which neighbours may pledge, and staff have to decide."""
        return (cls.OPEN, cls.PLANNED)


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")

    @property
    def hours(self) -> range:
        """The hours of this part of the day."""
        return {self.MORNING: range(12), self.AFTERNOON: range(12, 18), self.EVENING: range(18, 24)}[self]

    @property
    def usual_hours(self) -> range:
        """The hours at which neighbours usually meet: not at noon or dinner time."""
        return {self.MORNING: range(9, 12), self.AFTERNOON: range(14, 18), self.EVENING: range(19, 21)}[self]


class Length(models.IntegerChoices):
    """The lengths, in minutes, that residents may propose."""

    HOUR = 60, _("1 hour")
    HOUR_AND_A_HALF = 90, _("1½ hours")
    TWO_HOURS = 120, _("2 hours")


class Weeks(models.IntegerChoices):
    FOUR = 4, _("4 weeks")
    EIGHT = 8, _("8 weeks")
    TWELVE = 12, _("12 weeks")
