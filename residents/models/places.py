"""Compounds, buildings and doors."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import Bilingual
from residents.addresses import LAST_UNIT

MOST_HOUSEHOLDS = 100  # that one building leader looks after


class Compound(Bilingual):
    """A housing estate (小区)."""

    name = models.CharField(_("name"), max_length=50, unique=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("compound")
        verbose_name_plural = _("compounds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.in_reader_language("name")


class Building(models.Model):
    """A building (楼栋) of a compound, by its number."""

    compound = models.ForeignKey(Compound, models.PROTECT, related_name="buildings", verbose_name=_("compound"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["compound", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["compound", "number"],
                name="residents_building_once",
                violation_error_message=_("This building is there already."),
            )
        ]

    def __str__(self) -> str:
        return _("Building %(number)d") % {"number": self.number}


class Household(models.Model):
    """A door: building, unit and room (户). Who lives behind it is in its residences."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="households", verbose_name=_("building"))
    unit = models.PositiveSmallIntegerField(
        _("unit"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LAST_UNIT)]
    )
    room = models.CharField(_("room"), max_length=10)
    address_key = models.CharField(max_length=30, editable=False)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = pgettext_lazy("doors", "households")
        ordering = ["building", "unit", "room"]
        indexes = [
            models.Index(fields=["address_key"], name="residents_household_address", opclasses=["varchar_pattern_ops"])
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "unit", "room"],
                name="residents_household_once",
                violation_error_message=_("This household is there already."),
            )
        ]

    def __str__(self) -> str:
        return _("%(building)s, unit %(unit)d, room %(room)s") % {
            "building": self.building,
            "unit": self.unit,
            "room": self.room,
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.address_key = f"{self.building.number}-{self.unit}-{self.room}"
        super().save(*args, **kwargs)
