"""The rules of fairness."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class BookingPolicy(models.Model):
    """The rules of fairness that hold for every room."""

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
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="rooms_policy_single", violation_error_message=_("There is one set of rules.")
            )
        ]

    def __str__(self) -> str:
        return str(_("Rules of fairness"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> "BookingPolicy":
        return cls.objects.first() or cls(pk=1)
