"""Compounds, buildings and households."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import Bilingual
from residents import addresses
from residents.addresses import LAST_UNIT, Address

MOST_HOUSEHOLDS = 100  # per building leader


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
    """A building (楼栋) of a compound, with a number or, less often, a name such as A座 or 南区3栋.

    Units are numbered; `unit_names` holds the names of named units, in the order of their numbers.
    """

    compound = models.ForeignKey(Compound, models.PROTECT, related_name="buildings", verbose_name=_("compound"))
    name = models.CharField(
        _("number or name"), max_length=20, help_text=_("3 for building 3; or a word: A座, 南区3栋.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), blank=True, help_text=_("Position in lists; leave empty to sort by number or name.")
    )
    unit_names = ArrayField(
        models.CharField(max_length=10, blank=True),
        verbose_name=_("names of units"),
        default=list,
        blank=True,
        size=LAST_UNIT,
        help_text=_(
            "Only where units are called by words, such as 东单元,西单元: the name of unit 1, of unit 2 and so on, "
            "with commas between. A change renames a unit, it moves nobody."
        ),
    )

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["compound", "order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["compound", "name"],
                name="residents_building_once",
                violation_error_message=_("This building already exists."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name__contains="-"),
                name="residents_building_has_name",
                violation_error_message=_("A building has a name, without a hyphen."),
            ),
        ]

    def __str__(self) -> str:
        return _("Building %(number)s") % {"number": self.name} if self.name.isdigit() else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the building and its households' addresses; a number is stored without 栋."""
        self.prepare()
        with transaction.atomic():
            super().save(*args, **kwargs)
            for household in self.households.all():
                if household.address_key != (key := self.address_of(household.unit, household.room)):
                    Household.objects.filter(pk=household.pk).update(address_key=key)

    def clean(self) -> None:
        """Refuse a second building with the same key, such as A栋 beside A座, and names that no address can contain."""
        self.name = addresses.plain(self.name)
        if self.name and not self.key:
            raise ValidationError({"name": _("Please write a number, or a name such as A座, 南区3栋 or 商铺.")})
        others = Building.objects.filter(compound=self.compound_id).exclude(pk=self.pk)
        if self.key in {other.key for other in others}:
            raise ValidationError({"name": _("This building already exists.")})
        named = [addresses.unit_key(name) for name in self.unit_names if name]
        if "" in named or len(set(named)) < len(named):
            raise ValidationError({"unit_names": _("Each unit needs a different name, such as 东单元 or 商铺.")})

    def prepare(self) -> None:
        """Fill the derived columns; `save` does this, bulk inserts call it."""
        self.name = self.key if self.key.isdigit() else addresses.plain(self.name)
        if self.order is None:
            self.order = addresses.order_of(self.key)

    @property
    def key(self) -> str:
        """The comparison key; see `residents.addresses`."""
        return addresses.building_key(self.name)

    def unit_name(self, number: int) -> str:
        """The name of a unit, or its number."""
        named = self.unit_names[number - 1] if number <= len(self.unit_names) else ""
        return named or str(number)

    def unit_number(self, key: str) -> int | None:
        """The number of a unit by its key; None if no unit has that name."""
        if key.isdigit():
            return int(key)
        keys = [addresses.unit_key(name) if name else "" for name in self.unit_names]
        return keys.index(key) + 1 if key in keys else None

    def keys_of(self, unit: int, room: str) -> Address:
        """The key of a household in this building."""
        return Address(self.key, addresses.unit_key(self.unit_name(unit)), room)

    def address_of(self, unit: int, room: str) -> str:
        """An address as lists show and searches find it: 3-1-101, A座-东单元-101."""
        return f"{self.name}-{self.unit_name(unit)}-{room}"


class Household(models.Model):
    """An address: building, unit and room (户). Its residences say who lives there."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="households", verbose_name=_("building"))
    unit = models.PositiveSmallIntegerField(
        _("unit"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LAST_UNIT)]
    )
    room = models.CharField(pgettext_lazy("door", "room"), max_length=10)
    address_key = models.CharField(max_length=50, editable=False)

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
                violation_error_message=_("This household already exists."),
            )
        ]

    def __str__(self) -> str:
        unit = self.building.unit_name(self.unit)
        words = {"building": self.building, "unit": unit, "room": self.room}
        if unit.isdigit():
            return _("%(building)s, unit %(unit)s, room %(room)s") % words
        return _("%(building)s, %(unit)s, room %(room)s") % words

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.address_key = self.building.address_of(self.unit, self.room)
        super().save(*args, **kwargs)
