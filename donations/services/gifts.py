"""Gifts from the offer to the decision."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict, Invalid
from community.models import User
from community.photos import check_photo
from donations.enums import DeclineReason, GiftState
from donations.models import Donor, Gift, GiftLine, GiftPhoto, Giver, Item
from donations.rules.people import require_staff
from donations.services.locking import lock_gift
from donations.services.telling import tell_givers
from residents.selectors import wards_of

MOST_PHOTOS = 6


def offer_gift(
    *, gift: Gift, lines: Iterable[GiftLine], donors: Iterable[Donor], by: User, photos: Iterable[Any] = ()
) -> Gift:
    """Save an offer of things or money by one or several donors; staff do so for others at the desk.

    Raises not_yours for a donor who is someone else, not_guardian for a child, nothing for an empty offer,
    too_many_photos, and invalid with a message on what is wrong.
    """
    lines, donors = list(lines), list(donors)
    is_staff = by.has_perm("donations.change_gift")
    if not donors or (not lines and gift.amount is None):
        raise Invalid("nothing", _("Please say what you would like to give."))
    for donor in donors:
        if not is_staff and donor.user_id != by.pk:
            raise Invalid("not_yours", _("Others offer their gifts themselves, or at the desk."))
        if donor.child_id and donor.child_id not in {child.pk for child in wards_of(by)}:
            raise Invalid(
                "not_guardian",
                _("For a child, a guardian has to make the offer; you are not a guardian in the register."),
            )
    with transaction.atomic(), acting_as(by):
        gift.offered_by = by
        _checked(gift)
        gift.save()
        for donor in donors:
            if donor.pk is None:
                _checked(donor)
                donor.save()
            Giver.objects.create(gift=gift, donor=donor)
        for line in lines:
            line.gift = gift
            _checked(line)
            line.save()
        _keep_photos(gift, photos)
        tell_givers(gift, "gift_offered")
    return gift


def add_photos(*, gift: Gift, photos: Iterable[Any], by: User) -> Gift:
    """Add photos to a gift, by its donor or staff. Raises not_yours, too_many_photos, not_a_photo."""
    with transaction.atomic():
        gift = lock_gift(gift)
        if not by.has_perm("donations.change_gift") and not gift.donors.filter(user=by).exists():
            raise Invalid("not_yours", _("This is not your gift."))
        _keep_photos(gift, photos)
    return gift


def _keep_photos(gift: Gift, photos: Iterable[Any]) -> None:
    photos = list(photos)
    if gift.photos.count() + len(photos) > MOST_PHOTOS:
        raise Invalid("too_many_photos", _("At most %(most)d photos, please.") % {"most": MOST_PHOTOS})
    for each in photos:
        try:
            check_photo(each)
        except ValidationError as error:
            raise Invalid("not_a_photo", " ".join(error.messages)) from error
        GiftPhoto.objects.create(gift=gift, photo=each)


def value_gift(
    *, gift: Gift, value: Decimal | None, valued_by: str, valued_how: str, prints_value: bool, by: User
) -> Gift:
    """Record the value of a gift, and by whom and how it was valued; None removes it.

    It is printed at the donor's request, on certificates issued from now on. Raises not_allowed, certified if a
    certificate says otherwise already, and invalid.
    """
    require_staff(by)
    with transaction.atomic(), acting_as(by):
        gift = lock_gift(gift)
        if prints_value and gift.givers.filter(certificate__isnull=False).exists():
            raise Conflict("certified", _("This gift already has a certificate."))
        gift.value, gift.prints_value = value, prints_value and value is not None
        gift.valued_by, gift.valued_how = (valued_by.strip(), valued_how.strip()) if value is not None else ("", "")
        _checked(gift)
        gift.save()
    return gift


def _checked(record: Gift | Donor | GiftLine) -> None:
    try:
        record.full_clean()
    except ValidationError as error:
        raise Invalid("invalid", " ".join(error.messages)) from error


def withdraw_offer(*, gift: Gift, by: User) -> Gift:
    """Withdraw a pending offer. Raises not_yours, bad_state."""
    with transaction.atomic(), acting_as(by):
        gift = _waiting(gift)
        if not gift.donors.filter(user=by).exists():
            raise Invalid("not_yours", _("This is not your gift."))
        gift.state = GiftState.WITHDRAWN
        gift.save()
    return gift


def accept_gift(*, gift: Gift, by: User, counts: Mapping[int, int] | None = None) -> Gift:
    """Accept all, or of each line (by primary key) as many as `counts` says; accepted things go into storage.

    Raises not_allowed, bad_state, nothing if not a single piece is accepted, too_many.
    """
    require_staff(by)
    with transaction.atomic(), acting_as(by):
        gift = _waiting(gift)
        position = 0
        for line in gift.lines.all():
            line.accepted = line.count if counts is None else counts.get(line.pk, 0)
            if not 0 <= line.accepted <= line.count:
                raise Invalid("too_many", _("No more can be accepted than was offered."))
            line.save(update_fields=["accepted"])
            if line.accepted:
                position += 1
                item = Item(gift=gift, position=position, what=line.what, count=line.accepted, unit=line.unit)
                item.save()
        if not position and gift.amount is None:
            raise Invalid("nothing", _("Nothing was accepted; please decline the offer instead."))
        _decide(gift, GiftState.ACCEPTED, by)
        tell_givers(gift, "gift_accepted")
    return gift


def decline_gift(*, gift: Gift, by: User, reason: str, letter: str = "") -> Gift:
    """Decline an offer kindly, for one of `DeclineReason`. Raises not_allowed, bad_state, reason_needed."""
    require_staff(by)
    if reason not in DeclineReason.values:
        raise Invalid("reason_needed", _("Please choose why the gift cannot be accepted."))
    with transaction.atomic(), acting_as(by):
        gift = _waiting(gift)
        gift.decline_reason, gift.letter = reason, letter.strip()[:500]
        _decide(gift, GiftState.DECLINED, by)
        tell_givers(gift, "gift_declined")
    return gift


def _waiting(gift: Gift) -> Gift:
    gift = lock_gift(gift)
    if gift.state != GiftState.OFFERED:
        raise Conflict("bad_state", _("This offer was already decided."))
    return gift


def _decide(gift: Gift, state: GiftState, by: User) -> None:
    gift.state, gift.decided_at, gift.decided_by = state, timezone.now(), by
    gift.save()
