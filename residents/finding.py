"""Residents in the desk's search: masked, in lines that distinguish them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.http import UserRequest
from community.registers.finding import EXACT, MOST, Hit, likeness_of, register
from residents import addresses, selectors
from residents.models import Resident


@register(_("Residents"), icon="users", permissions=["residents.view_resident"], place=10)
def residents(request: UserRequest, words: str) -> Iterator[Hit]:
    """Residents by name, pinyin, initials, the last four digits of a phone, or an address; answered by indexes."""
    # Names in the order of the index; the best of these few matches come first.
    found = Resident.objects.found_by(words).filter(anonymised_at=None).order_by("name_key", "pk")
    shown = list(selectors.with_address(found[: MOST + 1]))
    is_door = addresses.sought(words) is not None
    for resident, line in zip(shown, selectors.lines_of(shown), strict=True):
        likeness = EXACT if is_door else likeness_of(words, resident.name, resident.phone_last4)
        yield Hit(line.name, reverse("resident", args=[resident.pk]), likeness=likeness, person=line)
