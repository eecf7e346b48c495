"""Building leaders and the other chains of service."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.names import clean_name
from community.photos import PhotoField
from community.templatetags.dates import days
from residents.enums import Role
from residents.models.keys import same
from residents.models.people import Resident
from residents.models.places import LAST_UNIT, Building, Compound
from residents.querysets import AppointmentQuerySet


class Appointment(models.Model):
    """A person's role in a compound, a building or some of its units, for a term."""

    Role = Role

    role = models.CharField(_("role"), max_length=7, choices=Role)
    resident = models.ForeignKey(
        Resident,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("resident"),
        help_text=_("Empty for someone who does not live here, such as a police officer."),
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    compound = models.ForeignKey(Compound, models.PROTECT, related_name="appointments", verbose_name=_("compound"))
    building = models.ForeignKey(
        Building,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("building"),
        help_text=_("Empty: the whole compound."),
    )
    units = IntegerRangeField(_("units"), help_text=_("From and to; 1 to 99 is the whole building."))
    term = DateRangeField(_("term"))
    is_public = models.BooleanField(_("agreed to be named in public"), default=False)
    photo = PhotoField(
        _("photo"),
        upload_to="leaders",
        blank=True,
        help_text=_("Shown where they are named in public: ask them first."),
    )
    is_phone_public = models.BooleanField(_("agreed to a public phone number"), default=False)

    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["building", "units", "role", "term"]
        indexes = [
            GistIndex(fields=["term"], name="residents_appointment_term"),
            models.Index(Upper("term"), name="residents_appointment_ends"),
        ]
        constraints = [
            ExclusionConstraint(
                name="residents_one_leader",
                expressions=[
                    (same("building_id"), RangeOperators.OVERLAPS),
                    ("units", RangeOperators.OVERLAPS),
                    ("term", RangeOperators.OVERLAPS),
                ],
                condition=Q(role=Role.LEADER),
                violation_error_message=_("These units already have a leader for part of this term."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.LEADER) | Q(building__isnull=False),
                name="residents_leader_has_building",
                violation_error_message=_("A building leader needs a building."),
            ),
            models.CheckConstraint(
                condition=Q(units__isempty=False, units__startswith__gte=1, units__endswith__lte=LAST_UNIT + 1),
                name="residents_appointment_units",
                violation_error_message=_("Units run from 1 to 99."),
            ),
            models.CheckConstraint(
                condition=Q(term__isempty=False, term__lower_inf=False),
                name="residents_appointment_begins",
                violation_error_message=_("A term needs a first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_name(self.name)
        super().save(*args, **kwargs)

    @property
    def last_day(self) -> date | None:
        """The last day of the term; None where it is open."""
        return self.term.upper - timedelta(days=1) if self.term.upper else None

    @property
    def term_in_words(self) -> str:
        """From the first to the last day, or since when."""
        return days(self.term)

    @property
    def scope(self) -> str:
        """What it covers, in words."""
        if self.building is None:
            return str(self.compound)
        first, last = self.units.lower, self.units.upper - 1
        if (first, last) == (1, LAST_UNIT):
            return str(self.building)
        names = {"first": self.building.unit_name(first), "last": self.building.unit_name(last)}
        words = {"building": self.building} | names
        if not all(name.isdigit() for name in names.values()):
            if first == last:
                return f"{self.building}{names['first']}"
            return _("%(building)s, %(first)s to %(last)s") % words
        if first == last:
            return _("%(building)s, unit %(first)s") % words
        return _("%(building)s, units %(first)s to %(last)s") % words
