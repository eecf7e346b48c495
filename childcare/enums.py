"""States and kinds of the children's room, defined in this one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionKind(models.TextChoices):
    USUAL = "usual", pgettext_lazy("care session", "Usual")
    WEATHER = "weather", pgettext_lazy("care session", "Open for the weather")
    HOLIDAY = "holiday", pgettext_lazy("care session", "Holiday")
    # An adult of the family stays, so that no child is left alone and no carers are needed.
    PLAY = "play", pgettext_lazy("care session", "Play with an accompanying adult")


class Weather(models.TextChoices):
    """The weather because of which the room opens unplanned."""

    HEAT = "heat", _("Great heat")
    RAIN = "rain", _("Heavy rain")
    SNOW = "snow", _("Snow and ice")
    SMOG = "smog", _("Smog")
    SCHOOL_CLOSED = "school", _("School is closed")


class Purpose(models.TextChoices):
    """Purposes to which a guardian consents separately; `DATA` is required to leave a child."""

    DATA = "data", _("Keeping the child's data")
    HEALTH = "health", _("Keeping notes on health")
    EMERGENCY = "emergency", _("Treatment in an emergency")
    PHOTOS = "photos", _("Photos")
    ALONE = "alone", _("Going home alone")


class Kin(models.TextChoices):
    """A person's relation to a child."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    GRANDMOTHER = "grandmother", _("Grandmother")
    GRANDFATHER = "grandfather", _("Grandfather")
    AUNT = "aunt", _("Aunt")
    UNCLE = "uncle", _("Uncle")
    SIBLING = "sibling", _("Brother or sister")
    NEIGHBOUR = "neighbour", _("Neighbour or friend")
    GUARDIAN = "guardian", _("Guardian")
    OTHER = "other", _("Someone else")


class Proof(models.TextChoices):
    """What proved that the right person picks up a child."""

    PASS = "pass", pgettext_lazy("handover", "Today's pass")
    DOCUMENT = "document", pgettext_lazy("handover", "A document, seen at the desk")
    ALONE = "alone", pgettext_lazy("handover", "Goes home alone, as the guardian allowed")
    OVERRIDE = "override", pgettext_lazy("handover", "Two members of staff, with a reason")


class Refusal(models.TextChoices):
    """Why a carer did not take a child in."""

    FEVER = "fever", _("Fever")
    RASH = "rash", _("Rash")
    COUGH = "cough", _("Coughs, or vomits")
    OTHER = "other", pgettext_lazy("refusal", "Something else")


class WaitingState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("care", "Waiting")
    OFFERED = "offered", pgettext_lazy("care", "A place is held")
    TAKEN = "taken", pgettext_lazy("care", "Came in")
    LAPSED = "lapsed", pgettext_lazy("care", "Not taken")
    LEFT = "left", pgettext_lazy("care", "Waits no longer")

    @classmethod
    def open(cls) -> "tuple[WaitingState, ...]":
        return (cls.WAITING, cls.OFFERED)


class AlarmKind(models.TextChoices):
    """Why the desk is alerted; the first kind is silent at the tablet."""

    BARRED = "barred", _("A barred person is at the children's room")
    BREACH = "breach", _("Too few carers for the children inside")
    PASS_LOCKED = "locked", _("A pass was entered wrongly three times: please check a document")
    OVERRIDE = "override", _("A child was handed over against the list")
    OVERDUE = "overdue", _("A child was not picked up in time")
    POLICE = "police", _("A child was not picked up for 90 minutes: please call the police room")
    STILL_INSIDE = "inside", _("The session is over, and children are inside")
    NO_ROOM = "no_room", _("The room is needed next: please note where the children and carers go")


class Tick(models.TextChoices):
    """What a carer noted at a roll call."""

    HERE = "here", pgettext_lazy("roll call", "Here")
    MISSING = "missing", pgettext_lazy("roll call", "Not here")
