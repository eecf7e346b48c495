"""What the public sees of a name, why a certificate was revoked, and the layouts of its face."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NameShown(models.TextChoices):
    """How much of the holder's name is shown to the public when a certificate is checked."""

    WHOLE = "whole", _("the whole name")
    MASKED = "masked", _("the first character")
    NEIGHBOUR = "neighbour", _("“a neighbour”")


class Cause(models.TextChoices):
    """Why a certificate was revoked, general enough to be published."""

    MISTAKE = "mistake", _("it held a mistake")
    REPLACED = "replaced", _("another certificate replaces it")
    UNDONE = "undone", _("what it certifies was undone")
    WISH = "wish", _("its holder asked for it")


class Layout(models.TextChoices):
    """The orientation of a face."""

    ACROSS = "across", _("across")
    UPRIGHT = "upright", _("upright, in columns from the right")


class Border(models.TextChoices):
    """The border around a face."""

    FRET = "fret", _("a fret pattern")
    LINES = "lines", _("fine lines")
