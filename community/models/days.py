"""The kind of day that staff set for single dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.enums import DayNature
from community.models.bilingual import Bilingual


class CalendarDay(Bilingual):
    """A kind of day that staff set for one date for the whole centre, overriding the published calendar."""

    Nature = DayNature

    date = models.DateField(_("date"), unique=True)
    nature = models.CharField(_("this day is"), max_length=10, choices=Nature)
    name = models.CharField(_("name"), max_length=50, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date}: {self.get_nature_display()}"
