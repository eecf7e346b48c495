"""Donated things in the search."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.http import UserRequest
from community.registers.finding import MOST, Hit, key_of, likeness_of, register
from donations.models import Item


@register(_("Things"), icon="package", permissions=["donations.view_item"], place=55)
def things(request: UserRequest, words: str) -> Iterator[Hit]:
    """Things by name, or by the code on their label."""
    found = Item.objects.filter(Q(what__icontains=words) | Q(code__iexact=key_of(words).replace("-", "")))
    for item in found[: MOST + 1]:
        url, state = item.get_absolute_url(), (item.state, item.get_state_display())
        yield Hit(str(item), url, likeness=likeness_of(words, item.what, item.code), state=state)
