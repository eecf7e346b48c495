"""Hours of holiday social practice (寒暑假社会实践), as a certificate that anyone can check."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from classes.models.seats import Enrolment
from community.models import Certificate


class PracticeCertificate(models.Model):
    """A pupil's practice, with the figures at the time of certification; number and name are in the certificate.

    The row outlives the seat and the figures, because its address is printed on paper.
    """

    KIND = "practice"

    certificate = models.OneToOneField(
        Certificate, models.PROTECT, related_name="practice", verbose_name=_("certificate"), editable=False
    )
    # Printed on the first certificates; later ones show the certificate's own address.
    token = models.CharField(max_length=43, unique=True, null=True, editable=False)  # noqa: DJ001 - none is not '', which only one could have
    enrolment = models.ForeignKey(
        Enrolment,
        models.SET_NULL,
        null=True,
        related_name="certificates",
        verbose_name=_("enrolment"),
        editable=False,
    )
    is_current = models.BooleanField(default=True, editable=False)
    sessions = models.PositiveSmallIntegerField(_("sessions"), null=True, editable=False)
    minutes = models.PositiveIntegerField(_("minutes of practice"), null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        verbose_name = _("practice certificate")
        verbose_name_plural = _("practice certificates")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                name="classes_certificate_one_valid",
                condition=Q(is_current=True),
                violation_error_message=_("There is already a valid certificate."),
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="classes_certificate_has_hours"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The certificate itself, for those who may read it."""
        return reverse("certificate", args=[self.number])

    @property
    def number(self) -> str:
        return self.certificate.number

    @property
    def holder_name(self) -> str:
        return self.certificate.name

    @property
    def issued_at(self) -> datetime:
        return self.certificate.issued_at

    @property
    def revoked_at(self) -> datetime | None:
        return self.certificate.revoked_at

    @property
    def hours(self) -> float:
        """The hours, to a tenth."""
        return hours_of(self.minutes or 0)


def hours_of(minutes: int) -> float:
    """Minutes as the hours that a certificate names, to a tenth."""
    return round(minutes / 60, 1)
