"""Enums shared by every app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Drawing(models.TextChoices):
    """The portal's own drawings, one file each in `static/drawings`, shown for places and classes without a photo."""

    CALLIGRAPHY = "calligraphy", _("Calligraphy")
    PAINTING = "painting", pgettext_lazy("drawing", "Painting")
    MUSIC = "music", _("Guzheng and other instruments")
    CHOIR = "choir", _("Choir")
    THEATRE = "theatre", _("Opera and theatre")
    DANCE = "dance", _("Dance")
    TAICHI = "taichi", _("Tai chi")
    GYM = "gym", _("Gym")
    TABLE_TENNIS = "tabletennis", _("Table tennis")
    CHESS = "chess", _("Chess")
    CINEMA = "cinema", _("Cinema")
    LIBRARY = "library", _("Books")
    LANGUAGES = "languages", _("Languages")
    SCIENCE = "science", _("Science")
    TELESCOPE = "telescope", _("Telescope")
    PHONE = "phone", _("Mobile phone")
    HEALTH = "health", _("Health")
    COOKING = "cooking", _("Cooking")
    PAPERCUT = "papercut", _("Paper cutting")
    HANDCRAFT = "handcraft", _("Handcraft")
    GARDEN = "garden", _("Garden")
    CHILDREN = "children", _("Children")
    CARE = "care", _("Child care")
    DUTY = "duty", _("On duty")
    LEADER = "leader", _("Building leader")
    GIFT = "gift", _("Gift")
    NOTICE = "notice", _("Notice board")
    MEETING = "meeting", _("Round table")
    ROOM = "room", _("A room")
    CENTRE = "centre", _("The centre")


class CodePurpose(models.TextChoices):
    """What a code texted to a phone may be used for."""

    DOOR = "door", _("Log in")
    NEW_PHONE = "new_phone", _("Change the mobile number")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class DayNature(models.TextChoices):
    HOLIDAY = "holiday", _("Holiday")
    WORKDAY = "workday", _("Working day")
    CLOSED = "closed", _("The centre is closed")
