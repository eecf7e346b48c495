"""Obligations to donors: the use that they set, and cash counted by two people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.certificates.models import GivenNumber
from donations.models.gifts import Gift


class UseConsent(models.Model):
    """A request to use a restricted gift for another purpose, which requires the donor's recorded consent."""

    gift = models.ForeignKey(Gift, models.CASCADE, related_name="consents", verbose_name=_("gift"))
    use = models.CharField(_("other use"), max_length=100)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    said_yes = models.BooleanField(_("the donor agrees"), null=True, editable=False)
    how = models.CharField(_("how the donor answered"), max_length=60, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("consent to another use")
        verbose_name_plural = _("consents to other uses")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gift", "use"],
                name="donations_consent_asked_once",
                violation_error_message=_("The donor has already been asked about this use."),
            ),
            models.CheckConstraint(
                condition=Q(said_yes=None, answered_at=None)
                | Q(said_yes__isnull=False, answered_at__isnull=False) & ~Q(how=""),
                name="donations_consent_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.use


class CashSlip(models.Model):
    """A numbered slip by which two people confirm cash; it is settled when the amount is in the fund's book."""

    number = GivenNumber(_("number"), max_length=20, unique=True, editable=False, default="")
    gift = models.OneToOneField(Gift, models.PROTECT, related_name="slip", verbose_name=_("gift"))
    amount = models.DecimalField(_("counted, in yuan"), max_digits=11, decimal_places=2)
    counted_at = models.DateTimeField(_("counted"), default=timezone.now, editable=False)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    confirmed_at = models.DateTimeField(_("counted again"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("cash slip")
        verbose_name_plural = _("cash slips")
        ordering = ["-counted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="donations_slip_amount"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(counted_by=None) | ~Q(confirmed_by=F("counted_by")),
                name="donations_slip_counted_by_two",
                violation_error_message=_("Cash must be counted by two people."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
