"""States and kinds of donations, defined in this one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DonorKind(models.TextChoices):
    PERSON = "person", _("a person")
    COMPANY = "company", _("a company or shop")
    GROUP = "group", _("a group")
    UNNAMED = "unnamed", _("an anonymous donor")


class GiftState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("gift", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("gift", "Accepted")
    DECLINED = "declined", pgettext_lazy("gift", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("gift", "Withdrawn")


class Publicity(models.TextChoices):
    """What the wall of thanks shows of a donor."""

    FULL = "full", _("my full name")
    FAMILY = "family", _("my family name")
    NEIGHBOUR = "neighbour", _("“a neighbour”")
    NOTHING = "nothing", _("nothing at all")

    @classmethod
    def on_the_wall(cls) -> "tuple[Publicity, ...]":
        return (cls.FULL, cls.FAMILY, cls.NEIGHBOUR)


class DeclineReason(models.TextChoices):
    UNSAFE = "unsafe", _("a toy without the 3C mark, or otherwise unsafe")
    SPOILED = "spoiled", _("damaged or out of date")
    CONDITIONS = "conditions", _("conditions that we cannot meet")
    NO_ROOM = "no_room", _("no room for it at present")


class Condition(models.TextChoices):
    NEW = "new", pgettext_lazy("condition", "new")
    GOOD = "good", pgettext_lazy("condition", "used, in good order")
    REPAIR = "repair", pgettext_lazy("condition", "needs a repair")


class ItemState(models.TextChoices):
    IN_STORE = "in_store", pgettext_lazy("thing", "in store")
    IN_USE = "in_use", pgettext_lazy("thing", "in use")
    LENT = "lent", pgettext_lazy("thing", "lent")
    IN_REPAIR = "in_repair", pgettext_lazy("thing", "in repair")
    MISSING = "missing", pgettext_lazy("thing", "missing")
    RETIRED = "retired", pgettext_lazy("thing", "retired")


class BatchState(models.TextChoices):
    """The progress of a batch of certificates."""

    DRAFT = "draft", pgettext_lazy("batch", "not issued yet")
    WAITING = "waiting", pgettext_lazy("batch", "waits for the worker")
    WORKING = "working", pgettext_lazy("batch", "being issued and drawn")
    DONE = "done", pgettext_lazy("batch", "ready to print")
    REFUSED = "refused", pgettext_lazy("batch", "refused: nothing was issued")
