"""Messages to the donors of a gift."""

from typing import Any

from community.delivery.notify import notify_many
from community.models import User
from donations.models import Gift


def tell_givers(gift: Gift, kind: str, context: dict[str, Any] | None = None) -> None:
    """Notify every donor with a login."""
    users = User.objects.filter(donors__given__gift=gift).distinct().order_by("pk")
    notify_many(users=users, kind=kind, context={"gift": gift, **(context or {})}, path=gift.get_absolute_url())
