"""The record of who looked at what."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.templatetags.dates import moment
from residents.models.people import Resident


class Reveal(models.Model):
    """A look at one field of a resident, with its reason. A trigger ensures that rows are only ever added."""

    LASTS = timedelta(minutes=5)

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="reveals", verbose_name=_("resident"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who looked"),
        help_text=_("Empty: the person themselves."),
    )
    field = models.CharField(_("field"), max_length=20)
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("reveal")
        verbose_name_plural = _("reveals")
        ordering = ["-at"]
        indexes = [models.Index(fields=["by", "-at"], name="residents_reveal_by")]

    def __str__(self) -> str:
        return f"{moment(self.at)} {self.what}"

    @property
    def what(self) -> str:
        """The field in words."""
        return str(Resident.REVEALABLE.get(self.field, self.field))
