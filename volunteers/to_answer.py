"""Asks and swaps that wait for the user's answer."""

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import User
from community.prepared import Prepared
from community.registers.to_answer import Question, register
from community.templatetags.dates import near_span
from volunteers.enums import PromiseState, SwapState
from volunteers.models import Assignment, Swap

# Only the columns that are shown: home queries them every time, and these tables are wide.
SHOWN = ("state", "answer_by", "during", "shift__starts_at", "shift__ends_at")
POST = ("shift__post__name", "shift__post__name_en")


def _asked(user: Any, now: Any) -> QuerySet[Assignment]:
    wanted = Swap.objects.filter(wanted=OuterRef("pk"), state=SwapState.ASKED)
    asked = Q(state=PromiseState.ASKED, answer_by__gt=now)
    mine: QuerySet[Any] = Assignment.objects.of(user).filter(asked | Q(Exists(wanted), during__startswith__gt=now))
    return mine.annotate(is_wanted=Exists(wanted)).select_related("shift__post").only(*SHOWN, *POST)


_ASKED = Prepared(_asked, user=BigIntegerField(), now=DateTimeField())


# Two conditions, each with an index of its own: with one for both PostgreSQL would read every assignment.
@register(
    where="EXISTS (SELECT FROM volunteers_assignment a JOIN volunteers_volunteer v ON v.id = a.volunteer_id"
    " WHERE v.user_id = %(user)s AND a.state = 'asked' AND a.answer_by > %(now)s)"
    " OR EXISTS (SELECT FROM volunteers_swap s JOIN volunteers_assignment a ON a.id = s.wanted_id"
    " JOIN volunteers_volunteer v ON v.id = a.volunteer_id WHERE v.user_id = %(user)s AND s.state = 'asked')"
)
def asked_for_duty(user: User) -> Iterator[Question]:
    """Shifts that the user is asked for, and swaps offered to them; one query."""
    now = timezone.now()
    for row in _ASKED(user=user.pk, now=now):
        shift, words = row.shift, f"{row.shift.post}\u00a0· {near_span(row.shift.span)}"
        if row.state == PromiseState.ASKED and row.answer_by is not None and row.answer_by > now:
            yield Question(_("Can you do duty?"), words, shift.get_absolute_url(), row.answer_by)
        if row.is_wanted and row.during.lower > now:
            yield Question(_("A neighbour would like to swap"), words, reverse("my_duty"), shift.starts_at)
