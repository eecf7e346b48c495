"""Messages to the donors of a gift."""

from typing import Any

from community.delivery.notify import notify
from community.models import User
from donations.models import Gift


def tell_givers(gift: Gift, kind: str, context: dict[str, Any] | None = None) -> None:
    """Notify every donor with a login."""
    for user in User.objects.filter(donors__given__gift=gift).distinct().order_by("pk"):
        notify(user=user, kind=kind, context={"gift": gift, **(context or {})}, path=gift.get_absolute_url())
