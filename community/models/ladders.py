"""The rungs of ladders that were sent; see `community.ladders`."""

from django.db import models
from django.utils import timezone


class LadderRung(models.Model):
    """A rung sent to one subject, whose meaning only the app that registered the ladder knows."""

    ladder = models.CharField(max_length=60)
    subject = models.BigIntegerField()
    rung = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ladder", "subject", "rung"], name="community_rung_sent_once")]
        indexes = [models.Index(fields=["at"], name="community_rung_at")]

    def __str__(self) -> str:
        return f"{self.ladder} {self.rung}"


class Heartbeat(models.Model):
    """When a background process of the portal last reported that it was alive."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
