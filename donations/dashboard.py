"""What needs a hand today with gifts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.ranges import today
from community.registers.dashboard import Line, register
from donations import selectors
from donations.enums import GiftState
from donations.models import Gift, Giver, Loan, Repair, UseConsent


@register
def gift_lines(user: User) -> Iterator[Line]:
    """Offers to decide, certificates to issue, cash for the fund, answers to wait for, and what should be back."""
    if not user.has_perm("donations.change_gift"):
        return
    url = reverse("admin:donations_gift_changelist")
    waiting = Gift.objects.to_decide().count()
    if waiting:
        yield Line(_("gifts are offered"), reverse("gift_desk"), waiting)
    unthanked = Giver.objects.filter(gift__state=GiftState.ACCEPTED, certificate=None).exclude(donor__name="").count()
    if unthanked:
        yield Line(_("gifts have no certificate yet"), f"{url}?state__exact={GiftState.ACCEPTED}", unthanked)
    overdue = Loan.objects.filter(returned_at=None, due_on__lt=today()).count()
    desk = reverse("gift_desk")
    slips = len(selectors.open_slips())
    if slips:
        yield Line(_("cash counted, and not in the fund's book yet"), desk, slips)
    asked = UseConsent.objects.filter(answered_at=None).count()
    if asked:
        yield Line(_("givers were asked about another use"), desk, asked)
    mended = Repair.objects.filter(ended_at=None).count()
    if mended:
        yield Line(_("things are in repair"), desk, mended)
    if overdue:
        yield Line(_("lent things are overdue"), reverse("admin:donations_loan_changelist"), overdue)
