"""How much others read of who gave, and donors without a name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.certificates.services import make_nameless, show_name
from community.errors import Invalid
from community.models import Certificate, User
from community.only_added import forget
from donations.enums import Publicity
from donations.models import Donor, Gift
from donations.rules.thanks import name_shown
from donations.services.common import lock_gift, sign


def show_donor(*, gift: Gift, as_: str, by: User) -> Gift:
    """Tell more or less of who gave, on the wall and where certificates are checked, from the next answer on.

    Raises not_yours unless `by` gave it or looks after gifts, and unknown for a word that is no choice.
    """
    if as_ not in Publicity.values:
        raise Invalid("unknown", _("Please choose one of the answers."))
    with transaction.atomic():
        gift = lock_gift(gift)
        if not by.has_perm("donations.change_gift") and not gift.donors.filter(user=by).exists():
            raise Invalid("not_yours", _("This is not your gift."))
        gift.publicity = as_
        sign(gift, by)
        gift.save()
        for certificate in Certificate.objects.filter(givers__gift=gift).distinct().order_by("pk"):
            show_name(certificate=certificate, as_=name_shown(as_))
    return gift


def make_donor_nameless(*, donor: Donor, by: User | None) -> Donor:
    """Take a donor's name away for good: from the donor, every certificate and all history.

    Gifts, things and numbers stay; whoever holds the paper can still prove it.
    Raises not_yours unless `by` is the donor or looks after gifts; None is the law's erasure.
    """
    with transaction.atomic():
        donor = Donor.objects.select_for_update().get(pk=donor.pk)
        if by is not None and donor.user_id != by.pk and not by.has_perm("donations.change_gift"):
            raise Invalid("not_yours", _("This is not your gift."))
        donor.name = donor.credit_code = ""
        donor.child = None
        donor.nameless_at = donor.nameless_at or timezone.now()
        sign(donor, None)
        donor.save()
        make_nameless(certificates=Certificate.objects.filter(givers__donor=donor).distinct())
        # The history told the name; what is left of it tells of nobody.
        forget(Donor.history.filter(id=donor.pk))
    return donor
