"""Certificates of gifts: issuing all of a selection or none, and what follows when one is revoked."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.certificates import services as certificates
from community.errors import Conflict, DomainError, Invalid
from community.models import Certificate, User
from donations.models import Donor, Gift, Giver
from donations.rules.people import require_staff
from donations.rules.thanks import name_shown
from donations.selectors.drafts import KIND, drafts_of, facts_of
from donations.services.telling import tell_givers

__all__ = ["KIND", "after_revoking", "issue_certificates", "replace_gift_certificate", "revoke_gift_certificate"]


def issue_certificates(
    *, gifts: Iterable[Gift], by: User, one_each: bool = False, leaves_space: bool = False
) -> list[Certificate]:
    """Issue certificates for gifts, in their order: all of them, or none.

    Several donors share one certificate, or with `one_each` get one each. Raises not_allowed, not_accepted,
    certified, unnamed, uncounted for money that was not counted by two people, forbidden_words, and what the kernel's
    certificates raise; the message begins with the gift concerned.
    """
    require_staff(by)
    with transaction.atomic():
        chosen = Gift.objects.select_for_update().filter(pk__in=[gift.pk for gift in gifts]).order_by("pk")
        return [each for gift in list(chosen) for each in _issue_named(gift, by, one_each, leaves_space)]


def _issue_named(gift: Gift, by: User, one_each: bool, leaves_space: bool) -> list[Certificate]:
    try:
        return _issue(gift, by, one_each, leaves_space)
    except DomainError as error:
        raise type(error)(error.code, f"{gift}: {error.message}", **error.details) from error


def _issue(gift: Gift, by: User, one_each: bool, leaves_space: bool) -> list[Certificate]:
    issued = []
    for draft in drafts_of(gift, one_each=one_each, leaves_space=leaves_space):
        certificate = certificates.issue_certificate(
            kind=KIND,
            name=draft.name,
            facts=draft.facts,
            by=by,
            name_shown=name_shown(gift.publicity),
            leaves_space=leaves_space,
        )
        Giver.objects.filter(pk__in=[giver.pk for giver in draft.givers]).update(certificate=certificate)
        issued.append(certificate)
    tell_givers(gift, "gift_certificate", {"certificate": issued[0]})
    return issued


def replace_gift_certificate(*, certificate: Certificate, by: User, reason: str, name: str = "") -> Certificate:
    """Replace a certificate by one with a new number and a corrected name, or with the things as they are now.

    If it names one donor, their record gets the new name, too. Raises not_allowed, not_a_gift, invalid for an invalid
    name, and what the kernel raises.
    """
    require_staff(by)
    with transaction.atomic(), acting_as(by):
        gift = Gift.objects.select_for_update().filter(givers__certificate=certificate).first()
        if gift is None:
            raise Conflict("not_a_gift", _("No gift refers to this certificate any more."))
        donors = list(Donor.objects.filter(given__certificate=certificate))
        if name.strip() and len(donors) == 1:
            donors[0].name = name.strip()
            try:
                donors[0].full_clean()
            except ValidationError as error:
                raise Invalid("invalid", " ".join(error.messages)) from error
            donors[0].save()
        return certificates.replace_certificate(
            certificate=certificate, by=by, reason=reason, name=name.strip() or None, facts=facts_of(gift)
        )


def revoke_gift_certificate(*, certificate: Certificate, by: User, reason: str) -> Certificate:
    """Revoke a gift's certificate; another may then be issued. Raises not_allowed and what the kernel raises."""
    require_staff(by)
    return certificates.revoke_certificate(certificate=certificate, by=by, reason=reason)


def after_revoking(revoked: Certificate) -> None:
    """Unlink a revoked certificate, so that later gifts never depend on it."""
    givers = Giver.objects.filter(certificate=revoked)
    gift = Gift.objects.filter(givers__in=givers).first()
    givers.update(certificate=revoked.replaced_by)
    if gift is not None:
        tell_givers(gift, "gift_certificate_revoked", {"certificate": revoked})
