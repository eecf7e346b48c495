"""Carers, their duties with the children, and the tablet at the door."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from childcare.models.rules import CARER_POINTS
from childcare.models.sessions import CareSession
from childcare.querysets import CarerQuerySet, DutyQuerySet
from community.models import User
from residents.models import Household
from volunteers.models import Assignment, Volunteer


class Carer(models.Model):
    """A volunteer or worker who may care for children (照看人)."""

    volunteer = models.OneToOneField(Volunteer, models.PROTECT, related_name="carer", verbose_name=_("volunteer"))
    training = models.CharField(_("training"), max_length=200, blank=True)
    trained_on = models.DateField(_("trained on"), null=True, blank=True)
    # Law on the protection of minors, article 62: people who work with children are checked for offences every year.
    checked_until = models.DateField(_("background check valid until"), null=True, blank=True)
    is_trainee = models.BooleanField(
        _("in training"), default=False, help_text=_("Here to learn; does not count towards the ratio.")
    )
    pin_hash = models.CharField(max_length=128, blank=True, editable=False)
    wrong_pins = models.PositiveSmallIntegerField(default=0, editable=False)
    pin_locked_until = models.DateTimeField(null=True, editable=False)
    is_active = models.BooleanField(_("active as a carer"), default=True)

    objects = CarerQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["pin_hash", "wrong_pins", "pin_locked_until"])

    class Meta:
        verbose_name = _("carer")
        verbose_name_plural = _("carers")
        ordering = ["volunteer__name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_trainee=True) | Q(checked_until__isnull=True) | Q(trained_on__isnull=False),
                name="childcare_carer_trained",
                violation_error_message=_("A carer needs a date of training."),
            )
        ]

    def __str__(self) -> str:
        return self.volunteer.masked_name

    @property
    def name(self) -> str:
        return self.volunteer.name

    @property
    def user(self) -> User | None:
        return self.volunteer.user

    def is_checked(self, day: date) -> bool:
        """Whether the yearly check for offences is valid on a day."""
        return self.checked_until is not None and self.checked_until >= day

    def set_pin(self, pin: str) -> None:
        self.pin_hash, self.wrong_pins, self.pin_locked_until = make_password(pin), 0, None

    def has_pin(self, pin: str) -> bool:
        return bool(self.pin_hash) and check_password(pin, self.pin_hash)


class CareDuty(models.Model):
    """A carer's duty in a session, from signing on until signing off."""

    session = models.ForeignKey(CareSession, models.PROTECT, related_name="duties", verbose_name=_("care session"))
    carer = models.ForeignKey(Carer, models.PROTECT, related_name="duties", verbose_name=_("carer"))
    # Carers of the same household do not count as two, because nobody else would watch them.
    household = models.ForeignKey(Household, models.SET_NULL, null=True, editable=False, related_name="+")
    promise = models.ForeignKey(Assignment, models.SET_NULL, null=True, editable=False, related_name="+")
    counts = models.BooleanField(pgettext_lazy("carer", "counts"), default=True, editable=False)
    since = models.DateTimeField(_("from"), default=timezone.now, editable=False)
    until = models.DateTimeField(_("until"), null=True, editable=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")

    POINTS = CARER_POINTS

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("carer on duty")
        verbose_name_plural = _("carers on duty")
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["session"], name="childcare_duty_on", condition=Q(until__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["carer"],
                condition=Q(until__isnull=True),
                name="childcare_duty_one_at_a_time",
                violation_error_message=_("This carer is already signed on."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="childcare_duty_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carer}"


class Station(models.Model):
    """A tablet at the children's room: registered by staff, unlocked by a carer's PIN, locked when idle."""

    IDLE = timedelta(minutes=4)

    name = models.CharField(_("name"), max_length=50)
    # Only a keyed hash of the token in the tablet's cookie is stored.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    registered_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    revoked_at = models.DateTimeField(_("taken away"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    carer = models.ForeignKey(Carer, models.SET_NULL, null=True, editable=False, related_name="+")
    touched_at = models.DateTimeField(_("last tapped"), null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["token_hash", "carer", "touched_at"])

    class Meta:
        verbose_name = _("tablet at the door")
        verbose_name_plural = _("tablets at the door")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        """Whether a carer unlocked it, and it was used within four minutes."""
        if self.revoked_at is not None or self.carer_id is None or self.touched_at is None:
            return False
        return now - self.touched_at < self.IDLE
