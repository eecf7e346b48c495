"""Certificates of service (志愿服务记录证明, 民政部令第67号)."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models import Certificate
from volunteers.models.people import Volunteer


class HoursCertificate(models.Model):
    """A volunteer's service in a period, with the figures at the time of certification."""

    KIND = "service"

    certificate = models.OneToOneField(
        Certificate, models.PROTECT, related_name="service", verbose_name=_("certificate"), editable=False
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="certificates", verbose_name=_("volunteer"), editable=False
    )
    first_day = models.DateField(_("from"), editable=False)
    last_day = models.DateField(_("until"), editable=False)
    minutes = models.PositiveIntegerField(_("minutes"), editable=False)
    is_current = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("certificate of service")
        verbose_name_plural = _("certificates of service")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "first_day", "last_day"],
                name="volunteers_certificate_one_valid",
                condition=Q(is_current=True),
                violation_error_message=_("There is already a valid certificate."),
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="volunteers_certificate_has_hours"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="volunteers_certificate_period",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The certificate itself, for those who may read it."""
        return reverse("duty_certificate", args=[self.number])

    @property
    def number(self) -> str:
        return self.certificate.number

    @property
    def revoked_at(self) -> datetime | None:
        return self.certificate.revoked_at

    @property
    def hours(self) -> float:
        """The hours, to a tenth."""
        return round(self.minutes / 60, 1)
