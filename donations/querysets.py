"""The query sets of donations."""

from typing import TYPE_CHECKING

from django.db import models

from donations.enums import GiftState, Publicity

if TYPE_CHECKING:
    from community.models import User
    from donations.models import Gift


class GiftQuerySet(models.QuerySet["Gift"]):
    def of(self, user: "User") -> "GiftQuerySet":
        """Gifts that a user gave, or offered for a child."""
        return self.filter(donors__user=user).distinct()

    def to_decide(self) -> "GiftQuerySet":
        return self.filter(state=GiftState.OFFERED)

    def on_the_wall(self) -> "GiftQuerySet":
        """Gifts that are public, newest first."""
        accepted = self.filter(state=GiftState.ACCEPTED, publicity__in=Publicity.on_the_wall())
        return accepted.order_by("-decided_at", "-pk")
