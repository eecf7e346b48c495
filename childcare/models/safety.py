"""Calls, alarms, roll calls and incidents, so that no child is forgotten; and anonymous figures."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from childcare.enums import AlarmKind, Tick
from childcare.models.carers import Carer, Station
from childcare.models.sessions import CareSession
from childcare.models.stays import DropIn
from community import vault
from community.photos import PhotoField


class Call(models.Model):
    """A call about a child: by a rung of the ladder, or by a person with a telephone."""

    NOBODY: ClassVar[str] = "—"  # recorded as `whom` by a rung that found nobody to tell

    drop_in = models.ForeignKey(DropIn, models.CASCADE, related_name="calls", verbose_name=_("stay"))
    rung = models.CharField(_("step"), max_length=20)
    whom = models.CharField(_("whom"), max_length=100)
    phone = models.CharField(_("mobile number"), max_length=20, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    # Empty if the portal itself notified them.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    result = models.CharField(_("outcome"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("call about a child")
        verbose_name_plural = _("calls about children")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%H:%M} {self.rung}"


class Alarm(models.Model):
    """An alert to the desk, and who responded."""

    Kind = AlarmKind

    kind = models.CharField(_("kind"), max_length=8, choices=AlarmKind)
    session = models.ForeignKey(CareSession, models.PROTECT, related_name="alarms", verbose_name=_("care session"))
    drop_in = models.ForeignKey(
        DropIn, models.CASCADE, null=True, blank=True, related_name="alarms", verbose_name=_("stay")
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("seen"), null=True, editable=False)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at"], name="childcare_alarm_open", condition=Q(seen_at__isnull=True))]

    def __str__(self) -> str:
        return self.get_kind_display()


class Incident(models.Model):
    """What happened to a child, as written down at the time. The table is append-only."""

    drop_in = models.ForeignKey(DropIn, models.CASCADE, related_name="incidents", verbose_name=_("stay"))
    happened_at = models.DateTimeField(_("when"))
    what_encrypted = models.TextField(editable=False)
    done_encrypted = models.TextField(editable=False)
    witnesses = models.CharField(_("witnesses"), max_length=200, blank=True)
    photo = PhotoField(_("photo"), upload_to="private/childcare", blank=True)
    carer = models.ForeignKey(Carer, models.PROTECT, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-happened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("at")),
                name="childcare_incident_happened",
                violation_error_message=_("Please give a time in the past."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d %H:%M}"

    @property
    def what(self) -> str:
        """What happened."""
        return vault.decrypt(self.what_encrypted)

    @property
    def done(self) -> str:
        """What was done."""
        return vault.decrypt(self.done_encrypted)


class IncidentAnswer(models.Model):
    """A guardian's acknowledgement of an incident, with optional comments; it never changes."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="answers", verbose_name=_("incident"))
    # As on the list at that time, because the row stays unchanged even if the login is deleted.
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    words_encrypted = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("guardian's answer")
        verbose_name_plural = _("guardians' answers")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def words(self) -> str:
        return vault.decrypt(self.words_encrypted) if self.words_encrypted else ""


class RollTick(models.Model):
    """A carer's tick for a child at a roll call, possibly made offline, and counted once."""

    Said = Tick

    session = models.ForeignKey(CareSession, models.CASCADE, related_name="ticks", verbose_name=_("care session"))
    drop_in = models.ForeignKey(DropIn, models.CASCADE, related_name="ticks", verbose_name=_("stay"))
    said = models.CharField(_("said"), max_length=7, choices=Tick)
    # By the server's clock: the tablet's may be hours off, so it only sends how long ago the tick was made.
    at = models.DateTimeField(_("when"))
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    key = models.CharField(max_length=36, unique=True, editable=False)
    carer = models.ForeignKey(Carer, models.PROTECT, null=True, related_name="+", verbose_name=_("carer"))
    station = models.ForeignKey(Station, models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("mark of a roll call")
        verbose_name_plural = _("marks of roll calls")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["session", "-received_at"], name="childcare_tick_latest")]

    def __str__(self) -> str:
        return self.get_said_display()


class OfflineHandOver(models.Model):
    """A handover that a carer noted offline; the child counts as inside until two members of staff settle it."""

    drop_in = models.ForeignKey(DropIn, models.CASCADE, related_name="offline", verbose_name=_("stay"))
    at = models.DateTimeField(_("when"))
    to = models.CharField(_("to whom"), max_length=100)
    key = models.CharField(max_length=36, unique=True, editable=False)
    carer = models.ForeignKey(Carer, models.PROTECT, null=True, related_name="+", verbose_name=_("carer"))
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("pick-up noted offline")
        verbose_name_plural = _("pick-ups noted offline")
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True)
                | (Q(first_by__isnull=False, second_by__isnull=False) & ~Q(first_by=F("second_by"))),
                name="childcare_offline_settled_by_two",
                violation_error_message=_("It must be settled by two different people."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.drop_in}"


class StayFigure(models.Model):
    """What is left of a deleted stay: month, hour, age band and length, anonymously."""

    month = models.DateField(_("month"))
    hour = models.PositiveSmallIntegerField(pgettext_lazy("of day", "hour"))
    is_small = models.BooleanField(_("under six"))
    minutes = models.PositiveIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("figure of a stay")
        verbose_name_plural = _("figures of stays")
        ordering = ["-month", "pk"]
        indexes = [models.Index(fields=["month"], name="childcare_figure_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
