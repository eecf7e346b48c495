"""Which resident a login belongs to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.names import mask_name
from residents.enums import MatchState
from residents.models.people import Resident


class LoginMatch(models.Model):
    """Which resident a login belongs to: requested by the user, matched by the register or decided by staff."""

    State = MatchState

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="matches", verbose_name=_("login"))
    resident = models.ForeignKey(
        Resident, models.CASCADE, null=True, blank=True, related_name="matches", verbose_name=_("resident")
    )
    name = models.CharField(_("name given"), max_length=100)
    last4 = models.CharField(max_length=64, editable=False, help_text="A keyed hash.")
    state = models.CharField(_("state"), max_length=8, choices=State)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    # services.erase_match deletes it together with the row, because it contains a name.
    history = HistoricalRecords(excluded_fields=["last4"])

    class Meta:
        verbose_name = _("login and resident")
        verbose_name_plural = _("logins and residents")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="residents_match_once_for_login",
                condition=Q(state__in=[MatchState.WAITING, MatchState.MATCHED]),
                violation_error_message=_("This login is already matched, or waiting to be matched."),
            ),
            models.UniqueConstraint(
                fields=["resident"],
                name="residents_match_once_for_resident",
                condition=Q(state=MatchState.MATCHED),
                violation_error_message=_("This resident already has a login."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MatchState.MATCHED) | Q(resident__isnull=False), name="residents_match_has_resident"
            ),
        ]

    def __str__(self) -> str:
        return mask_name(self.name)


class MatchAttempt(models.Model):
    """An attempt to be matched to a resident, kept for a day as keyed hashes to limit guessing."""

    phone = models.CharField(max_length=64)
    client = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attempt to match")
        verbose_name_plural = _("attempts to match")
        indexes = [
            models.Index(fields=["phone", "at"], name="residents_attempt_phone"),
            models.Index(fields=["client", "at"], name="residents_attempt_client"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
