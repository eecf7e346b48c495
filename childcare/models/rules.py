"""Rules that staff may change, and texts to which guardians consent."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from childcare.enums import Purpose
from community.models import Bilingual
from community.models.single import Single, only_one
from rooms.models import Room

# A carer provides this many points; a child never costs less than this, by the first age of its band.
CARER_POINTS = 210
LEAST_CONFIRM_DAYS = 30
LEAST_POINTS, LEAST_POINTS_SMALL, SMALL_BELOW = 21, 30, 6


class CareRules(Single):
    """The rules of the children's room."""

    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("the children's room")
    )
    youngest = models.PositiveSmallIntegerField(
        _("from this age"), default=3, validators=[MinValueValidator(3), MaxValueValidator(13)]
    )
    oldest = models.PositiveSmallIntegerField(
        _("up to this age"), default=13, validators=[MinValueValidator(3), MaxValueValidator(17)]
    )
    alone_from = models.PositiveSmallIntegerField(
        _("may go home alone from this age"), default=8, validators=[MinValueValidator(8), MaxValueValidator(17)]
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("days until a care sheet must be confirmed again"),
        default=365,
        validators=[MinValueValidator(LEAST_CONFIRM_DAYS)],
    )
    offer_minutes = models.PositiveSmallIntegerField(
        _("minutes that a freed place is held"), default=10, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    keep_days = models.PositiveSmallIntegerField(_("days that a stay without an incident is kept"), default=180)
    keep_years = models.PositiveSmallIntegerField(_("years that a stay with an incident is kept"), default=3)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules of the children's room")
        verbose_name_plural = _("rules of the children's room")
        constraints = [
            only_one("childcare_rules_single", _("There is only one set of rules.")),
            models.CheckConstraint(
                condition=Q(youngest__gte=3, oldest__gte=F("youngest")),
                name="childcare_rules_ages",
                violation_error_message=_(
                    "Children must be at least three, and the minimum age must not be above the maximum."
                ),
            ),
            models.CheckConstraint(
                condition=Q(alone_from__gte=8),
                name="childcare_rules_alone",
                violation_error_message=_("Nobody under eight may go home alone."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rules of the children's room"))


class RatioBand(models.Model):
    """How many of a carer's 210 points a child of these ages costs, from a date on."""

    first_age = models.PositiveSmallIntegerField(_("from this age"))
    last_age = models.PositiveSmallIntegerField(_("up to this age"))
    points = models.PositiveSmallIntegerField(
        _("points"),
        help_text=_(
            "A carer counts for 210: with 30 points a child, one carer for seven children; with 21, one for ten."
        ),
    )
    since = models.DateField(_("from"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ratio of carers to children")
        verbose_name_plural = _("ratios of carers to children")
        ordering = ["-since", "first_age"]
        constraints = [
            models.UniqueConstraint(
                fields=["since", "first_age"],
                name="childcare_band_once",
                violation_error_message=_("There is already such a band from this day."),
            ),
            models.CheckConstraint(
                condition=Q(last_age__gte=F("first_age")),
                name="childcare_band_ages",
                violation_error_message=_("The last age must not be below the first."),
            ),
            models.CheckConstraint(
                condition=Q(points__range=(LEAST_POINTS, CARER_POINTS))
                & (Q(first_age__gte=SMALL_BELOW) | Q(points__gte=LEAST_POINTS_SMALL)),
                name="childcare_band_never_weaker",
                violation_error_message=_(
                    "One carer for at most seven children under six, or at most ten from six on."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_age}–{self.last_age}: {self.points}"


class ConsentText(Bilingual):
    """The text to which a guardian consents, one row for each version of each purpose."""

    Purpose = Purpose

    purpose = models.CharField(_("purpose"), max_length=9, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    text = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"), blank=True)
    since = models.DateField(_("from"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["purpose", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version"],
                name="childcare_text_once",
                violation_error_message=_("This version already exists."),
            )
        ]

    def __str__(self) -> str:
        version = _("Version %(version)d") % {"version": self.version}
        return f"{self.get_purpose_display()} · {version}"
