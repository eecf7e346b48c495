"""Shared parts of the services of donations: permission, locks, and notifications."""

from typing import Any

from django.utils.translation import gettext as _

from community.delivery.notify import notify
from community.errors import Invalid
from community.models import User
from donations.models import Gift, Item


def require_staff(by: User) -> None:
    """Raise not_allowed unless `by` manages gifts."""
    if not by.has_perm("donations.change_gift"):
        raise Invalid("not_allowed", _("Only staff who manage gifts can do this."))


def lock_gift(gift: Gift) -> Gift:
    """Lock the gift and read it again."""
    return Gift.objects.select_for_update().get(pk=gift.pk)


def lock_item(item: Item) -> Item:
    """Lock the thing and read it again."""
    return Item.objects.select_for_update(of=["self"]).select_related("gift").get(pk=item.pk)


def tell_givers(gift: Gift, kind: str, context: dict[str, Any] | None = None) -> None:
    """Notify every donor with a login."""
    for user in User.objects.filter(donors__given__gift=gift).distinct().order_by("pk"):
        notify(user=user, kind=kind, context={"gift": gift, **(context or {})}, path=gift.get_absolute_url())
