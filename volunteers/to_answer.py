"""Asks and swaps that wait for a user's own answer."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import User
from community.registers.to_answer import Question, register
from community.templatetags.dates import near_span
from volunteers.enums import PromiseState, SwapState
from volunteers.models import Assignment, Swap


@register
def asked_for_duty(user: User) -> Iterator[Question]:
    """Shifts that the user is asked for, and swaps that a neighbour would like; two queries."""
    now = timezone.now()
    asked = Assignment.objects.of(user).filter(state=PromiseState.ASKED, answer_by__gt=now)
    for row in asked.select_related("shift__post"):
        words = f"{row.shift.post}, {near_span(row.shift.span)}"
        yield Question(_("Can you do duty?"), words, row.shift.get_absolute_url(), row.answer_by or row.shift.starts_at)
    swaps = Swap.objects.filter(
        Q(wanted__volunteer__user=user), state=SwapState.ASKED, wanted__during__startswith__gt=now
    )
    for swap in swaps.select_related("wanted__shift__post"):
        shift = swap.wanted.shift
        words = f"{shift.post}, {near_span(shift.span)}"
        yield Question(_("A neighbour would like to swap"), words, reverse("my_duty"), shift.starts_at)
