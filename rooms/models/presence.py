"""Visitors in a room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rooms.models.rooms import Room


class HeadCount(models.Model):
    """The number of walk-in visitors in a room, which staff count by tapping."""

    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="head_count")
    people = models.PositiveSmallIntegerField(_("people in the room"), default=0)
    day = models.DateField(_("day"))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")

    def __str__(self) -> str:
        return f"{self.people}"
