"""Freed time that is held for somebody who waited, until they take it or pass it on."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import User
from community.registers.to_answer import Question, register
from community.templatetags.dates import clock, near_span
from rooms.models import Waiting


@register
def offers(user: User) -> Iterator[Question]:
    """Each open offer from a room's waiting list; one query."""
    for wish in Waiting.objects.offered_to(user, timezone.now()).select_related("room"):
        until = cast(datetime, wish.offer_ends_at)  # a constraint: what is offered ends
        held = _("Free now, held for you until %(until)s") % {"until": clock(until)}
        yield Question(f"{wish.room} · {near_span(wish.span)}", held, wish.get_absolute_url(), until)
