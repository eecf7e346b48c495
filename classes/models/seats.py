"""Seats in classes, their waiting lists, and draws."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from classes.enums import EnrolmentState
from classes.models.classes import InterestClass
from classes.querysets import EnrolmentQuerySet
from community.models import mobile_number
from community.names import clean_name, shown_name
from residents.models import Resident


class Draw(models.Model):
    """The draw of a class. The hash of its seed is public from the start, the seed itself once it is drawn."""

    interest_class = models.OneToOneField(InterestClass, models.CASCADE, related_name="draw", verbose_name=_("class"))
    closes_at = models.DateTimeField(pgettext_lazy("draw", "closes"))
    seed = models.CharField(max_length=64, editable=False)
    seed_hash = models.CharField(_("SHA-256 of the seed"), max_length=64, editable=False)
    drawn_at = models.DateTimeField(_("drawn"), null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["seed"])

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        indexes = [models.Index(fields=["closes_at"], name="classes_draw_due", condition=Q(drawn_at__isnull=True))]

    def __str__(self) -> str:
        return str(self.interest_class)


class DrawEntry(models.Model):
    """One lot in a draw; a login has one for the whole family. A lot without seats was given back."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="entries", verbose_name=_("draw"))
    number = models.PositiveIntegerField(pgettext_lazy("draw", "number"))
    # None for someone whom the desk entered without a login.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("login")
    )
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    order = models.PositiveIntegerField(_("order drawn"), null=True)
    won = models.BooleanField(_("won"), null=True)

    class Meta:
        verbose_name = _("draw entry")
        verbose_name_plural = _("draw entries")
        ordering = ["draw", "number"]
        indexes = [models.Index(fields=["user", "-id"], name="classes_drawentry_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="classes_drawentry_number"),
            # Draws held before this rule could have several lots per login; they stay as published.
            models.UniqueConstraint(
                fields=["draw", "user"], name="classes_drawentry_one_each", condition=Q(order__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Enrolment(models.Model):
    """A seat in a class, or a place on its waiting list (报名, 候补).

    `user` is the responsible login: the member's own, or the guardian's of `child`. People enrolled by the desk
    without a login are a `resident` of the register, or have a `contact_name`. `place` is the order on the waiting
    list; members of a family that joined together share one.
    """

    State = EnrolmentState

    interest_class = models.ForeignKey(
        InterestClass, models.CASCADE, related_name="enrolments", verbose_name=_("class")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="enrolments", verbose_name=_("login")
    )
    child = models.ForeignKey(
        Resident, models.CASCADE, null=True, blank=True, related_name="enrolments", verbose_name=_("child")
    )
    resident = models.ForeignKey(
        Resident, models.CASCADE, null=True, blank=True, related_name="own_enrolments", verbose_name=_("resident")
    )
    contact_name = models.CharField(
        pgettext_lazy("person", "name"), max_length=100, blank=True, default="", db_default=""
    )
    contact_phone = models.CharField(
        _("mobile number"), max_length=11, blank=True, default="", db_default="", validators=[mobile_number]
    )
    place = models.PositiveIntegerField(_("place in the line"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State)
    allows_photos = models.BooleanField(_("may be in photos"), default=False)
    entry = models.ForeignKey(
        DrawEntry, models.SET_NULL, null=True, editable=False, related_name="enrolments", verbose_name=_("draw entry")
    )
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = EnrolmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["place", "pk"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="classes_enrolment_of_user"),
            models.Index(fields=["interest_class", "place"], name="classes_enrolment_line"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["interest_class", "user"],
                name="classes_enrolment_once",
                condition=Q(state__in=EnrolmentState.active(), child__isnull=True),
                violation_error_message=_("You are already in this class, or on its waiting list."),
            ),
            models.UniqueConstraint(
                fields=["interest_class", "child"],
                name="classes_enrolment_child_once",
                condition=Q(state__in=EnrolmentState.active(), child__isnull=False),
                violation_error_message=_("This child is already in this class, or on its waiting list."),
            ),
            models.UniqueConstraint(
                fields=["interest_class", "resident"],
                name="classes_enrolment_resident_once",
                condition=Q(state__in=EnrolmentState.active(), resident__isnull=False),
                violation_error_message=_("This resident is already in this class, or on its waiting list."),
            ),
            models.UniqueConstraint(
                fields=["interest_class", "contact_name", "contact_phone"],
                name="classes_enrolment_contact_once",
                condition=Q(state__in=EnrolmentState.active()) & ~Q(contact_name=""),
                violation_error_message=_("This person is already in this class, or on its waiting list."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, resident__isnull=True, contact_name="", contact_phone="")
                | Q(user__isnull=True, child__isnull=True, resident__isnull=False, contact_name="")
                | Q(user__isnull=True, child__isnull=True, resident__isnull=True) & ~Q(contact_name=""),
                name="classes_enrolment_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.interest_class}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.changed_at = timezone.now()
        self.contact_name = clean_name(self.contact_name)
        super().save(*args, **kwargs)

    @property
    def person(self) -> str:
        """The member's name, for the guardian, the teacher and staff."""
        if self.user is None:
            return shown_name(self.resident.name if self.resident else self.contact_name)
        return shown_name(self.child.name) if self.child else str(self.user)

    @property
    def phone(self) -> str:
        """The phone number of the person responsible for the seat; empty if unknown."""
        if self.user is None:
            return self.contact_phone or (self.resident.phone if self.resident else "")
        return self.user.phone
