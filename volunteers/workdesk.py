"""Duty on the first page of staff: today's shifts with their people, and gaps."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import User
from community.names import shown_name
from community.registers.ranks import Rank
from community.registers.workdesk import Act, Row, Section, register
from community.templatetags.dates import clocks
from community.templatetags.portal import names
from volunteers import selectors


@register
def duty_today(user: User, now: datetime) -> Iterator[Row]:
    """Today's shifts that are not over, with names; two queries."""
    if not user.has_perm("volunteers.view_shift"):
        return
    for turn in selectors.turns_today(now):
        shift, runs = turn.shift, turn.shift.starts_at <= now
        lacks = ngettext("%(people)d more person needed", "%(people)d more people needed", turn.missing) % {
            "people": turn.missing
        }
        rank = (Rank.LATE if runs else Rank.DUE) if turn.missing else Rank.USUAL
        yield Row(
            section=Section.CARE,
            key=f"shift-{shift.pk}",
            title=str(shift.post),
            url=shift.get_absolute_url(),
            place=_("on duty now") if runs else clocks(shift.span),
            details=[names(map(shown_name, turn.names))] if turn.names else [],
            at=shift.starts_at,
            rank=rank,
            icon="users-group",
            warning=lacks if turn.missing else "",
            acts=[Act(_("Find someone"), shift.get_absolute_url(), is_page=True)]
            if turn.missing and user.has_perm("volunteers.run_duty")
            else (),
        )
