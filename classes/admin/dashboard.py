"""What needs attention in classes today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from classes import selectors
from classes.models import Proposal
from community.models import User
from community.registers.dashboard import Line, register
from community.registers.ranks import Rank


@register
def class_lines(user: User) -> Iterator[Line]:
    """Proposals with enough neighbours but no free room, and sessions on new holidays."""
    if not user.has_perm("classes.change_interestclass"):
        return
    url = reverse("admin:classes_proposal_changelist")
    stuck = Proposal.objects.filter(state=Proposal.State.OPEN).with_enough_pledges()
    yield Line(
        lambda n: ngettext(
            "proposed class has enough neighbours, but no free room",
            "proposed classes have enough neighbours, but no free room",
            n,
        ),
        f"{url}?state__exact={Proposal.State.OPEN}",
        stuck,
    )
    on_days_off = len(selectors.sessions_on_days_off())
    if on_days_off:
        url = reverse("admin:classes_classsession_changelist") + "?day=off"
        yield Line(
            lambda n: ngettext("class session is on a holiday", "class sessions are on a holiday", n),
            url,
            on_days_off,
            rank=Rank.DUE,
        )
