"""Volunteers, their skills, and their absences."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.models import Bilingual, unguessable_token
from community.names import mask_name, pinyin_key
from residents.models import Resident, same
from volunteers.enums import AskBy, Limit
from volunteers.querysets import VolunteerQuerySet


class Skill(Bilingual):
    """A skill of volunteers that a post may require, such as first aid."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.in_reader_language("name")


class DutyRules(Bilingual):
    """The rules that volunteers accept when they join, one row for each version."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"), blank=True)
    since = models.DateField(_("from"))

    class Meta:
        verbose_name = _("rules for volunteers")
        verbose_name_plural = _("rules for volunteers")
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(_("Version %(version)d") % {"version": self.version})


class Volunteer(models.Model):
    """A person who does duty (志愿者): from the register, with a login or without, or a worker from elsewhere."""

    AskBy = AskBy
    Limit = Limit
    _change_reason: str  # read by simple-history when the record is saved

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteer",
        verbose_name=_("login"),
    )
    resident = models.OneToOneField(
        Resident, models.PROTECT, null=True, blank=True, related_name="volunteer", verbose_name=_("resident")
    )
    # Copies for searching and for lists without a query to the register; updated by `save`.
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100, editable=False)
    name_key = models.CharField(max_length=400, editable=False)
    is_worker = models.BooleanField(
        _("community worker"), default=False, help_text=_("Paid working time does not count as service hours.")
    )
    skills = models.ManyToManyField(Skill, blank=True, related_name="volunteers", verbose_name=_("skills"))
    suits = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("hours that suit"),
        default=list,
        blank=True,
        help_text=_("Parts of the week from 0, Monday morning, to 20, Sunday evening. Empty: any."),
    )
    cannot = ArrayField(
        models.CharField(max_length=10, choices=Limit), verbose_name=_("cannot"), default=list, blank=True
    )
    most_hours = models.PositiveSmallIntegerField(
        _("most hours a week"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    ask_by = models.CharField(_("how to ask"), max_length=7, choices=AskBy, default=AskBy.MESSAGE)
    is_public = models.BooleanField(_("agreed to be named in public"), default=False)
    insured_until = models.DateField(_("insured until"), null=True, blank=True)
    consent_by = models.ForeignKey(
        Resident,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("guardian who consented"),
    )
    consented_on = models.DateField(_("date of the guardian's consent"), null=True, blank=True)
    pass_code = models.CharField(max_length=43, unique=True, default=unguessable_token, editable=False)
    rules_version = models.PositiveSmallIntegerField(_("accepted version of the rules"), default=1)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = VolunteerQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["pass_code", "name_key"])

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(resident__isnull=False) | Q(erased_at__isnull=False),
                name="volunteers_volunteer_is_somebody",
                violation_error_message=_("A volunteer must have a login, or be in the register."),
            ),
            models.CheckConstraint(
                condition=Q(consent_by__isnull=True) | Q(consented_on__isnull=False),
                name="volunteers_volunteer_consent_has_day",
                violation_error_message=_("A consent needs a date."),
            ),
            models.CheckConstraint(
                condition=Q(most_hours__isnull=True) | Q(most_hours__range=(1, 60)),
                name="volunteers_volunteer_most_hours",
                violation_error_message=_("Between 1 and 60 hours a week."),
            ),
        ]

    def __str__(self) -> str:
        """The masked name, for lists and titles that many may read; pages for the post use `name`."""
        return self.masked_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.read_name()
        super().save(*args, **kwargs)

    def read_name(self) -> None:
        """Copy the name from the register, otherwise from the login."""
        if self.erased_at is None:
            person = self.resident or self.user
            self.name = person.name if person else self.name
        self.name_key = pinyin_key(self.name)

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def birth_date(self) -> date | None:
        """The birth date from the register, otherwise from the login."""
        if self.resident is not None and self.resident.birth_date is not None:
            return self.resident.birth_date
        return self.user.birth_date if self.user else None

    @property
    def lacks_birth_date(self) -> bool:
        """Whether no shift can be taken for want of a birth date; the age of workers is not asked."""
        return self.birth_date is None and not self.is_worker

    @property
    def phone(self) -> str:
        """The phone number of the login, otherwise from the register."""
        if self.user is not None:
            return self.user.phone
        return self.resident.phone if self.resident else ""

    @property
    def is_active(self) -> bool:
        return self.left_at is None and self.erased_at is None


class Absence(models.Model):
    """Days on which a volunteer is away; the reason is never asked."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="absences", verbose_name=_("volunteer"))
    days = DateRangeField(_("days"))

    class Meta:
        verbose_name = _("days away")
        verbose_name_plural = _("days away")
        ordering = ["days"]
        constraints = [
            ExclusionConstraint(
                name="volunteers_absence_once",
                expressions=[(same("volunteer_id"), RangeOperators.OVERLAPS), ("days", RangeOperators.OVERLAPS)],
                violation_error_message=_("You are already away then."),
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False, days__lower_inf=False, days__upper_inf=False),
                name="volunteers_absence_bounded",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days.lower} – {self.last_day}"

    @property
    def last_day(self) -> date:
        return date.fromordinal(self.days.upper.toordinal() - 1)


class DutyTeam(models.Model):
    """Workers and residents who do duty together (值班小组), with a leader."""

    name = models.CharField(_("name"), max_length=50, unique=True)
    leader = models.ForeignKey(
        Volunteer, models.SET_NULL, null=True, blank=True, related_name="leads", verbose_name=_("leader")
    )
    members = models.ManyToManyField(Volunteer, related_name="teams", blank=True, verbose_name=_("members"))
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords(m2m_fields=[members])

    class Meta:
        verbose_name = _("duty team")
        verbose_name_plural = _("duty teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
