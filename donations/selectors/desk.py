"""What is waiting at the desk of donations."""

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from community.ranges import today
from donations.enums import GiftState
from donations.fund.enums import VoucherKind, VoucherState
from donations.fund.models import FundVoucher
from donations.models import CashSlip, CertificateBatch, Gift, Giver, Loan, UseConsent
from donations.selectors.gifts import told
from donations.selectors.things import overdue_and_open

SHOWN = 60
FEN = 100  # fen per yuan


def to_decide() -> QuerySet[Gift]:
    """Offers, oldest first."""
    return told(Gift.objects.to_decide()).order_by("offered_at", "pk")


def to_thank() -> list[Gift]:
    """Accepted gifts of named donors without a certificate, oldest first, up to a limit."""
    bare = Giver.objects.filter(gift=OuterRef("pk"), certificate=None).exclude(donor__name="")
    gifts = Gift.objects.filter(Exists(bare), state=GiftState.ACCEPTED)
    return list(told(gifts).order_by("decided_at", "pk")[:SHOWN])


def open_slips() -> list[CashSlip]:
    """Cash counted by only one person, or not yet in the fund's book, oldest first."""
    path = Concat(Value(reverse("thanks_wall")), Cast(OuterRef("gift"), CharField()), Value("/"))
    shown = FundVoucher.objects.annotate(path=path).filter(
        state=VoucherState.POSTED,
        kind=VoucherKind.INCOME,
        about_path=F("path"),
        amount=OuterRef("amount") * FEN,
    )
    slips = CashSlip.objects.filter(~Exists(shown)).select_related("gift", "counted_by", "confirmed_by")
    return list(slips.order_by("counted_at")[:SHOWN])


def open_consents() -> QuerySet[UseConsent]:
    """Donors who were asked about another use and have not answered."""
    return UseConsent.objects.filter(answered_at=None).select_related("gift").order_by("asked_at")[:SHOWN]


def overdue_loans() -> QuerySet[Loan]:
    """Loans that should be back, the most overdue first."""
    return overdue_and_open(today())[:SHOWN]


def newest_batches() -> QuerySet[CertificateBatch]:
    """The latest batches of certificates."""
    return CertificateBatch.objects.all()[:5]
