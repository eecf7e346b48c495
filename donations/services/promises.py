"""Obligations to donors: the use that they set, and cash counted by two people."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict, Invalid
from community.faults import refusing
from community.models import User
from community.typed_words import require_words
from donations.enums import GiftState
from donations.models import CashSlip, Gift, UseConsent
from donations.rules.people import require_staff
from donations.services.locking import lock_gift
from donations.services.telling import tell_givers


def ask_other_use(*, gift: Gift, use: str, by: User) -> UseConsent:
    """Ask the donor of a restricted gift about another use. Raises not_allowed, unknown, not_bound, asked."""
    require_staff(by)
    use = require_words(use, "unknown", _("Please say for what it should be used."), 100)
    with transaction.atomic():
        gift = lock_gift(gift)
        if not gift.use_binds or use == gift.wished_use:
            raise Invalid("not_bound", _("The donor did not rule out this use."))
        with refusing({"donations_consent_asked_once": _asked}):
            consent = UseConsent.objects.create(gift=gift, use=use, asked_by=by)
        tell_givers(gift, "gift_use_asked", {"use": use})
    return consent


def answer_other_use(*, consent: UseConsent, said_yes: bool, by: User, how: str = "") -> UseConsent:
    """Record the donor's answer: by the donor's own login, or by staff, who say how they received it.

    Raises not_yours, answered, and how_needed for staff.
    """
    with transaction.atomic():
        lock_gift(consent.gift)
        consent = UseConsent.objects.select_for_update().get(pk=consent.pk)
        is_giver = consent.gift.donors.filter(user=by).exists()
        if not is_giver and not by.has_perm("donations.change_gift"):
            raise Invalid("not_yours", _("This is not your gift."))
        if consent.answered_at is not None:
            raise Conflict("answered", _("The donor has already answered."))
        asked = _("Please say how the donor told you: in person, by phone, in a letter.")
        how = require_words(_("here in the portal") if is_giver else how, "how_needed", asked, 60)
        consent.said_yes, consent.how = said_yes, how
        consent.answered_at, consent.recorded_by = timezone.now(), by
        consent.save()
    return consent


def count_cash(*, gift: Gift, amount: Decimal, by: User) -> CashSlip:
    """Count the cash of an accepted gift as the first of two people, on a slip with the next number.

    Counting again before the second count corrects the amount. Raises not_allowed, bad_state, bad_amount.
    """
    require_staff(by)
    _require_sum(amount)
    with transaction.atomic():
        gift = lock_gift(gift)
        if gift.state != GiftState.ACCEPTED or gift.amount is None:
            raise Conflict("bad_state", _("There is no accepted money to count."))
        slip = CashSlip.objects.select_for_update().filter(gift=gift).first() or CashSlip(gift=gift)
        if slip.confirmed_at is not None:
            raise Conflict("bad_state", _("Two people have already counted it."))
        slip.amount, slip.counted_by = amount, by
        slip.save()
    return slip


def confirm_cash(*, slip: CashSlip, amount: Decimal, by: User) -> CashSlip:
    """Count the same cash as the second person; the amount becomes that of the gift.

    Raises not_allowed, bad_state, same_person, and differs if the amounts differ.
    """
    require_staff(by)
    _require_sum(amount)
    with transaction.atomic(), acting_as(by):
        gift = lock_gift(slip.gift)
        slip = CashSlip.objects.select_for_update().get(pk=slip.pk)
        if slip.confirmed_at is not None:
            raise Conflict("bad_state", _("Two people have already counted it."))
        if slip.counted_by_id == by.pk:
            raise Invalid("same_person", _("Another colleague has to count as the second person."))
        if slip.amount != amount:
            raise Invalid("differs", _("The two amounts differ. Please count again, both of you."))
        slip.confirmed_at, slip.confirmed_by = timezone.now(), by
        slip.save()
        if gift.amount != amount:
            gift.amount = amount
            gift.save()
    return slip


def _require_sum(amount: Decimal) -> None:
    if amount <= 0 or amount != amount.quantize(Decimal("0.01")):
        raise Invalid("bad_amount", _("An amount is more than 0, with two decimals at most."))


def _asked() -> Conflict:
    return Conflict("asked", _("The donor has already been asked about this use."))
