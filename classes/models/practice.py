"""Hours of holiday social practice (寒暑假社会实践), as a certificate that anyone can check."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from classes.models.seats import Enrolment
from community.models import unguessable_token


class PracticeCertificate(models.Model):
    """What a pupil did, with a number and a secret address; the figures are as they were when it was issued."""

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    token = models.CharField(max_length=43, unique=True, default=unguessable_token, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.CASCADE, related_name="certificates", verbose_name=_("enrolment"), editable=False
    )
    holder_name = models.CharField(pgettext_lazy("person", "name"), max_length=100, editable=False)
    sessions = models.PositiveSmallIntegerField(_("sessions"), editable=False)
    minutes = models.PositiveIntegerField(_("minutes of practice"), editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revoke_reason = models.CharField(_("why it was revoked"), max_length=200, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        verbose_name = _("practice certificate")
        verbose_name_plural = _("practice certificates")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                name="classes_certificate_one_valid",
                condition=Q(revoked_at__isnull=True),
                violation_error_message=_("There is a valid certificate already."),
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="classes_certificate_has_hours"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The public page that says whether it is valid."""
        return reverse("check_certificate", args=[self.token])

    @property
    def hours(self) -> float:
        """The hours, to a tenth."""
        return round(self.minutes / 60, 1)
