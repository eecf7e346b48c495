"""A user's personal data in donations; see `community.registers.personal_data`."""

from typing import Any

from django.db.models import F

from community.models import User
from donations import services
from donations.models import Donor, Gift, GiftPhoto, Loan, UseConsent


def export(user: User) -> dict[str, Any]:
    """Every gift with its things and certificates, and every loan."""
    gifts = Gift.objects.of(user)
    return {
        "donors": list(map(dict, Donor.objects.filter(user=user).values("kind", "name", "credit_code", "child__name"))),
        "gifts": list(
            map(
                dict,
                gifts.values(
                    *("pk", "state", "wished_use", "publicity", "amount", "value", "story", "paper_number"),
                    *("offered_at", "decided_at", "letter"),
                ),
            )
        ),
        "things": list(
            map(
                dict,
                gifts.filter(lines__isnull=False).values(
                    gift=F("pk"), what=F("lines__what"), count=F("lines__count"), accepted=F("lines__accepted")
                ),
            )
        ),
        "photos": list(gifts.filter(photos__isnull=False).values_list("photos__added_at", flat=True)),
        "consents": list(
            map(
                dict,
                UseConsent.objects.filter(gift__in=gifts).values("use", "asked_at", "said_yes", "how", "answered_at"),
            )
        ),
        "certificates": list(
            map(
                dict,
                Donor.objects.filter(user=user, given__certificate__isnull=False).values(
                    number=F("given__certificate__number"), issued_at=F("given__certificate__issued_at")
                ),
            )
        ),
        "loans": list(map(dict, Loan.objects.filter(borrower=user).values("item__what", "count", "lent_at", "due_on"))),
    }


def erase(user: User) -> None:
    """Withdraw pending offers; delete photos and the donor's name; numbers and things stay."""
    for gift in Gift.objects.of(user).to_decide():
        services.withdraw_offer(gift=gift, by=user)
    for photo in GiftPhoto.objects.filter(gift__in=Gift.objects.of(user)):
        photo.delete()
        photo.photo.delete(save=False)
    for donor in Donor.objects.filter(user=user):
        services.make_donor_nameless(donor=donor, by=None)
