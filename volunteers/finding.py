"""Volunteers in the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.http import UserRequest
from community.names import mask_name, mask_phone
from community.person_line import PersonLine, told_apart
from community.registers.finding import MOST, Hit, likeness_of, register
from volunteers.models import Volunteer


@register(_("Volunteers"), icon="heart-handshake", permissions=["volunteers.view_volunteer"], place=12)
def volunteers(request: UserRequest, words: str) -> Iterator[Hit]:
    """Active volunteers by name, pinyin, initials, or the last four digits of the phone."""
    if not request.user.is_staff:
        return
    found = list(Volunteer.objects.active().found_by(words).with_person().order_by("name_key", "pk")[: MOST + 1])
    # The word "volunteer" distinguishes the line from that of the same person's login.
    tags = [str(_("volunteer"))]
    lines = told_apart(PersonLine(each.pk, mask_name(each.name), _masked(each.phone), tags=tags) for each in found)
    for each, line in zip(found, lines, strict=True):
        url = reverse("admin:volunteers_volunteer_change", args=[each.pk])
        yield Hit(line.name, url, likeness=likeness_of(words, each.name, each.phone[-4:]), person=line)


def _masked(phone: str) -> str:
    return mask_phone(phone) if phone else ""
