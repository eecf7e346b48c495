"""What needs a hand today with gifts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.ranges import today
from community.registers.dashboard import Line, register
from donations.enums import GiftState
from donations.models import Gift, Giver, Loan


@register
def gift_lines(user: User) -> Iterator[Line]:
    """Offers to decide, certificates to issue, and loans that are overdue."""
    if not user.has_perm("donations.change_gift"):
        return
    url = reverse("admin:donations_gift_changelist")
    waiting = Gift.objects.to_decide().count()
    if waiting:
        yield Line(_("gifts are offered"), f"{url}?state__exact={GiftState.OFFERED}", waiting)
    unthanked = Giver.objects.filter(gift__state=GiftState.ACCEPTED, certificate=None).exclude(donor__name="").count()
    if unthanked:
        yield Line(_("gifts have no certificate yet"), f"{url}?state__exact={GiftState.ACCEPTED}", unthanked)
    overdue = Loan.objects.filter(returned_at=None, due_on__lt=today()).count()
    if overdue:
        yield Line(_("lent things are overdue"), reverse("admin:donations_loan_changelist"), overdue)
