"""Favourite rooms."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rooms.models.rooms import Room


class FavouriteRoom(models.Model):
    """A room that a user starred, which is listed first for them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourite_rooms", verbose_name=_("login")
    )
    room = models.ForeignKey(Room, models.CASCADE, related_name="favourites", verbose_name=_("room"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("favourite room")
        verbose_name_plural = _("favourite rooms")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "room"],
                name="rooms_favourite_once",
                violation_error_message=_("This room is already a favourite."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.room}"
