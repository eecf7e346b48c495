"""What needs attention today in donations."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.ranges import today
from community.registers.dashboard import Line, register
from community.registers.ranks import Rank
from donations import selectors
from donations.enums import GiftState
from donations.models import Giver, Loan, Repair, UseConsent


@register
def gift_lines(user: User) -> Iterator[Line]:
    """Certificates to issue, cash for the fund, pending answers, and overdue loans; offers are rows instead."""
    if not user.has_perm("donations.change_gift"):
        return
    url, desk = reverse("admin:donations_gift_changelist"), reverse("gift_desk")
    unthanked = Giver.objects.filter(gift__state=GiftState.ACCEPTED, certificate=None).exclude(donor__name="")
    yield Line(_("gifts have no certificate yet"), f"{url}?state__exact={GiftState.ACCEPTED}", unthanked)
    yield Line(_("cash was counted, but is not in the fund's book yet"), desk, len(selectors.open_slips()))
    yield Line(_("donors were asked about another use"), desk, UseConsent.objects.filter(answered_at=None))
    yield Line(_("things are in repair"), desk, Repair.objects.filter(ended_at=None))
    overdue = Loan.objects.filter(returned_at=None, due_on__lt=today())
    yield Line(_("lent things are overdue"), reverse("admin:donations_loan_changelist"), overdue, rank=Rank.LATE)
