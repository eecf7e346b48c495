"""What needs attention today in donations."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

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
    yield Line(
        lambda n: ngettext("gift has no certificate yet", "gifts have no certificate yet", n),
        f"{url}?state__exact={GiftState.ACCEPTED}",
        unthanked,
    )
    yield Line(
        lambda n: ngettext(
            "count of cash is not in the fund's book yet", "counts of cash are not in the fund's book yet", n
        ),
        desk,
        len(selectors.open_slips()),
    )
    yield Line(
        lambda n: ngettext("donor was asked about another use", "donors were asked about another use", n),
        desk,
        UseConsent.objects.filter(answered_at=None),
    )
    yield Line(
        lambda n: ngettext("thing is in repair", "things are in repair", n), desk, Repair.objects.filter(ended_at=None)
    )
    overdue = Loan.objects.filter(returned_at=None, due_on__lt=today())
    yield Line(
        lambda n: ngettext("lent thing is overdue", "lent things are overdue", n),
        reverse("admin:donations_loan_changelist"),
        overdue,
        rank=Rank.LATE,
    )
