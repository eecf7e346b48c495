"""When rooms are open."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.enums import Weekday
from rooms.models.rooms import Room


class OpeningSpan(models.Model):
    """An opening period of a room on one weekday; a day may have several."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="opening_spans", verbose_name=_("room"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="rooms_opening_closes_after_opening",
                violation_error_message=_("Closing time must be after opening time."),
            ),
            models.UniqueConstraint(
                fields=["room", "weekday", "opens"],
                name="rooms_opening_once",
                violation_error_message=_("These hours already exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class SpecialHours(models.Model):
    """A room's opening hours on one date, instead of its usual ones; closed if it has no times."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="special_hours", verbose_name=_("room"))
    date = models.DateField(_("date"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hours on one day")
        verbose_name_plural = _("hours on one day")
        ordering = ["date", "opens"]
        indexes = [models.Index(fields=["date"], name="rooms_special_hours_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="rooms_special_closes_after_opening",
                violation_error_message=_(
                    "Please give both times, closing after opening, or neither for a closed day."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}"
