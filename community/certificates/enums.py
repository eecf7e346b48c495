"""What a certificate shows of a name, and why one no longer holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NameShown(models.TextChoices):
    """How much of the holder's name strangers read where they check a certificate."""

    WHOLE = "whole", _("the whole name")
    MASKED = "masked", _("the first character")
    NEIGHBOUR = "neighbour", _("“a neighbour”")


class Cause(models.TextChoices):
    """Why a certificate was revoked, in words general enough for everybody."""

    MISTAKE = "mistake", _("it held a mistake")
    REPLACED = "replaced", _("another certificate replaces it")
    UNDONE = "undone", _("what it certifies was undone")
    WISH = "wish", _("its holder asked for it")


class Layout(models.TextChoices):
    """How a face lies on its sheet."""

    ACROSS = "across", _("across")
    UPRIGHT = "upright", _("upright, in columns from the right")


class Border(models.TextChoices):
    """What runs around a face."""

    FRET = "fret", _("a band of frets")
    LINES = "lines", _("fine lines")
