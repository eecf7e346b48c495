"""Published months, closed years, exports and checks of the book."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.templatetags.dates import moment, year_month

FIRST_YEAR, LAST_YEAR = 2000, 2999
ROOT_CHARACTERS = 32


class FundMonth(models.Model):
    """A month frozen by one person and published by another; a trigger fills in the figures when it is frozen.

    `root` is the hash at the head of the chain at that moment. No entry may be added to a frozen month.
    """

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    last_number = models.BigIntegerField(_("number of the last entry"), editable=False)
    root = models.CharField(_("root"), max_length=64, editable=False)
    closing = models.BigIntegerField(_("closing balance in fen"), editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("frozen by")
    )
    frozen_at = models.DateTimeField(_("frozen"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=pgettext_lazy("fund", "published by"),
    )
    published_at = models.DateTimeField(pgettext_lazy("fund", "published"), null=True, editable=False)

    class Meta:
        verbose_name = _("month")
        verbose_name_plural = _("months")
        ordering = ["-year", "-month"]
        permissions = [("publish_fundmonth", _("Can publish months of the fund"))]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "month"],
                name="fund_month_once",
                violation_error_message=_("This month is already frozen."),
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="fund_month_of_year"),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("frozen_by")),
                name="fund_month_two_people",
                violation_error_message=_("Another person must publish it."),
            ),
            models.CheckConstraint(
                condition=Q(published_by=None, published_at=None)
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="fund_month_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return year_month(date(self.year, self.month, 1))

    def get_absolute_url(self) -> str:
        return reverse("fund_month", args=[self.year, self.month])

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def groups(self) -> list[str]:
        """The root as printed: eight groups of four characters."""
        return [self.root[start : start + 4] for start in range(0, ROOT_CHARACTERS, 4)]


class YearClose(models.Model):
    """A closed year: its balance was carried forward, and no entry may be added to it any more."""

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    brought_forward = models.BigIntegerField(_("brought forward in fen"), editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=pgettext_lazy("a year", "closed by"),
    )
    closed_at = models.DateTimeField(pgettext_lazy("a year", "closed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("closed year")
        verbose_name_plural = _("closed years")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class FundExport(models.Model):
    """Who exported a year of the book for an audit, and when; append-only."""

    year = models.PositiveSmallIntegerField(_("year"))
    with_receipts = models.BooleanField(_("with receipts"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taken by"))
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)

    class Meta:
        verbose_name = _("export of the book")
        verbose_name_plural = _("exports of the book")
        ordering = ["-taken_at"]
        permissions = [("take_fundexport", _("Can take the book and its receipts away"))]

    def __str__(self) -> str:
        return str(self.year)


class ChainCheck(models.Model):
    """The result of a nightly check of the whole book; null and true values mean that all is as sealed."""

    checked_at = models.DateTimeField(_("checked"), default=timezone.now, db_index=True)
    entries = models.BigIntegerField(_("entries"))
    first_broken = models.BigIntegerField(_("first entry that differs"), null=True)
    lost_month = models.ForeignKey(
        FundMonth,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("first month whose root the book lost"),
    )
    sums_agree = models.BooleanField(_("sums agree with the lines"), default=True)

    class Meta:
        verbose_name = _("check of the chain")
        verbose_name_plural = _("checks of the chain")
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return moment(self.checked_at)

    @property
    def is_well(self) -> bool:
        """Whether the book is as it was sealed and published."""
        return self.first_broken is None and self.lost_month_id is None and self.sums_agree
