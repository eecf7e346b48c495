"""Donors: publicity, removing names, and merging."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.certificates.services import make_nameless, show_name
from community.errors import Conflict, Invalid
from community.models import Certificate, User
from community.only_added import forget
from donations.enums import Publicity
from donations.models import Donor, Gift, GiftImportRow
from donations.rules.people import require_staff
from donations.rules.thanks import name_shown
from donations.services.batches import drop_files_with
from donations.services.locking import lock_gift


def show_donor(*, gift: Gift, as_: str, by: User) -> Gift:
    """Set how much of the donor is shown on the wall and where certificates are checked, with immediate effect.

    Raises not_yours unless `by` gave it or manages gifts, and unknown for an invalid choice.
    """
    if as_ not in Publicity.values:
        raise Invalid("unknown", _("Please choose one of the answers."))
    with transaction.atomic(), acting_as(by):
        gift = lock_gift(gift)
        if not by.has_perm("donations.change_gift") and not gift.donors.filter(user=by).exists():
            raise Invalid("not_yours", _("This is not your gift."))
        gift.publicity = as_
        gift.save()
        for certificate in Certificate.objects.filter(givers__gift=gift).distinct().order_by("pk"):
            show_name(certificate=certificate, as_=name_shown(as_))
    return gift


def make_donor_nameless(*, donor: Donor, by: User | None) -> Donor:
    """Delete a donor's name for good: from the donor, every certificate, all history, and drawn pictures.

    Gifts, things and numbers stay; whoever has the paper can still prove it. Raises not_yours unless `by` is the
    donor or manages gifts; None is an erasure required by law.
    """
    # Without an author, because the history would reveal the donor.
    with transaction.atomic(), acting_as(None):
        donor = Donor.objects.select_for_update().get(pk=donor.pk)
        if by is not None and donor.user_id != by.pk and not by.has_perm("donations.change_gift"):
            raise Invalid("not_yours", _("This is not your gift."))
        donor.name = donor.credit_code = ""
        donor.child = None
        donor.nameless_at = donor.nameless_at or timezone.now()
        donor.save()
        on_paper = Certificate.objects.filter(givers__donor=donor).distinct()
        make_nameless(certificates=on_paper)
        drop_files_with(on_paper)
        _forget_import(donor)
        # The history contained the name; what is left of it is anonymous.
        forget(Donor.history.filter(id=donor.pk))
    return donor


def merge_donors(*, keep: Donor, other: Donor, by: User) -> Donor:
    """Merge `other`, such as from the paper list or the desk, into `keep`, which takes over its gifts.

    The emptied record stays, and certificates keep the name on the paper. `keep` takes over login, child and credit
    code if it has none. Raises not_allowed, same_person, bad_state if one is nameless, kinds_differ, and two_logins.
    """
    require_staff(by)
    if keep.pk == other.pk:
        raise Invalid("same_person", _("This is one record, not two."))
    with transaction.atomic(), acting_as(by):
        pair = {
            each.pk: each
            for each in Donor.objects.select_for_update().filter(pk__in=[keep.pk, other.pk]).order_by("pk")
        }
        keep, other = pair[keep.pk], pair[other.pk]
        _require_one(keep, other)
        both = other.given.filter(gift__in=keep.given.values("gift"))
        if both.filter(certificate__isnull=False).exists():
            raise Conflict("both_gave", _("Both are named on certificates of one gift. Please replace those first."))
        both.delete()  # one gift recorded twice for the same donor
        other.given.update(donor=keep)
        keep.user_id, keep.child_id = keep.user_id or other.user_id, keep.child_id or other.child_id
        keep.credit_code = keep.credit_code or other.credit_code
        keep.save()
        other.name = other.credit_code = ""
        other.user = other.child = None
        other.nameless_at, other.merged_into = timezone.now(), keep
        other.save()
        forget(Donor.history.filter(id=other.pk))
    return keep


def _require_one(keep: Donor, other: Donor) -> None:
    if keep.nameless_at or other.nameless_at:
        raise Conflict("bad_state", _("One of these no longer has a name, or was already merged."))
    if keep.kind != other.kind:
        raise Invalid("kinds_differ", _("A person and a company cannot be the same donor."))
    if keep.user_id and other.user_id and keep.user_id != other.user_id:
        raise Conflict("two_logins", _("Both have a login of their own."))


def _forget_import(donor: Donor) -> None:
    """Delete the name from imports of the old list, for this record and those merged into it."""
    keys = [donor.pk, *Donor.objects.filter(merged_into=donor).values_list("pk", flat=True)]
    for key in keys:
        GiftImportRow.objects.filter(made__contains={"donors": [key]}).update(masked_name="—", raw_encrypted="")
