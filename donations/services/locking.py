"""The locks under which gifts and things change."""

from donations.models import Gift, Item


def lock_gift(gift: Gift) -> Gift:
    """Lock the gift and read it again."""
    return Gift.objects.select_for_update().get(pk=gift.pk)


def lock_item(item: Item) -> Item:
    """Lock the thing and read it again."""
    return Item.objects.select_for_update(of=["self"]).select_related("gift").get(pk=item.pk)
