"""What needs a hand today with gifts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.ranges import today
from community.registers.dashboard import Line, register
from community.registers.ranks import Rank
from donations.enums import GiftState
from donations.models import Giver, Loan


@register
def gift_lines(user: User) -> Iterator[Line]:
    """Certificates to issue, and loans that are overdue; offers to decide stand in rows."""
    if not user.has_perm("donations.change_gift"):
        return
    url = reverse("admin:donations_gift_changelist")
    unthanked = Giver.objects.filter(gift__state=GiftState.ACCEPTED, certificate=None).exclude(donor__name="")
    yield Line(_("gifts have no certificate yet"), f"{url}?state__exact={GiftState.ACCEPTED}", unthanked)
    overdue = Loan.objects.filter(returned_at=None, due_on__lt=today())
    yield Line(_("lent things are overdue"), reverse("admin:donations_loan_changelist"), overdue, rank=Rank.LATE)
