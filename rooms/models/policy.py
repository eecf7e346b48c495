"""The booking policy."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.models.single import Single, only_one


class BookingPolicy(Single):
    """The fairness rules for all rooms."""

    strikes = models.PositiveSmallIntegerField(
        _("missed bookings until suspension"), default=3, validators=[MinValueValidator(1)]
    )
    strike_days = models.PositiveSmallIntegerField(_("counted over this many days"), default=60)
    suspension_days = models.PositiveSmallIntegerField(_("days of suspension"), default=14)
    offer_minutes = models.PositiveSmallIntegerField(
        _("minutes an offered slot is held"), default=60, validators=[MinValueValidator(5)]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules of fairness")
        verbose_name_plural = _("rules of fairness")
        constraints = [only_one("rooms_policy_single", _("There is only one set of rules."))]

    def __str__(self) -> str:
        return str(_("Rules of fairness"))
