"""Which rungs of ladders were sent; see `community.ladders`."""

from django.db import models
from django.utils import timezone


class LadderRung(models.Model):
    """A rung that was sent to one subject, of which the app behind the ladder alone knows what it is."""

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
    """When a part of the portal that works in the background was last alive."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
