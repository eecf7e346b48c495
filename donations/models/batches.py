"""Batches of certificates: chosen, previewed, issued all or none, and drawn into one file by the worker."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Certificate
from donations.enums import BatchState
from donations.models.gifts import Gift

STALE = timedelta(minutes=10)  # without a sign of life, the worker counts as dead


class CertificateBatch(models.Model):
    """Gifts that are certified together; `file` is the PDF while it is stored."""

    State = BatchState

    gifts = models.ManyToManyField(Gift, related_name="batches", verbose_name=_("gifts"))
    certificates = models.ManyToManyField(Certificate, related_name="+", verbose_name=_("certificates"))
    one_each = models.BooleanField(_("a certificate for each donor"), default=False)
    leaves_space = models.BooleanField(_("space left for handwriting"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=BatchState, default=BatchState.DRAFT, editable=False)
    message = models.CharField(_("message"), max_length=500, blank=True, editable=False)
    done = models.PositiveIntegerField(_("done"), default=0, editable=False)
    total = models.PositiveIntegerField(_("total"), default=0, editable=False)
    progress_at = models.DateTimeField(default=timezone.now, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    ready_at = models.DateTimeField(_("ready"), null=True, editable=False)
    file = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("batch of certificates")
        verbose_name_plural = _("batches of certificates")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="") | models.Q(state=BatchState.DONE), name="donations_batch_file_when_done"
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localdate(self.made_at):%Y-%m-%d} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("certificate_batch", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state in (BatchState.WAITING, BatchState.WORKING)

    @property
    def is_stale(self) -> bool:
        """Whether the worker shows no sign of life."""
        return self.is_running and self.progress_at < timezone.now() - STALE

    @property
    def path(self) -> Path:
        """The path of its file, which is not served by this path."""
        return Path(settings.VAR_DIR) / "private" / "batches" / self.file
