"""Certificates of gifts: all of a choice or none, and what follows when one is revoked."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from community.certificates import services as certificates
from community.certificates.faces.words import date_in_characters
from community.certificates.models import BETWEEN_NAMES
from community.errors import Conflict, Invalid
from community.models import Certificate, User
from donations.enums import GiftState
from donations.models import Gift, Giver
from donations.rules.thanks import name_shown, things_in_words
from donations.services.common import require_staff, tell_givers

KIND = "gift"


def issue_certificates(
    *, gifts: Iterable[Gift], by: User, one_each: bool = False, leaves_space: bool = False
) -> list[Certificate]:
    """Thank for gifts on paper, in the order of the gifts: all of them, or none at all.

    Several givers share one certificate, or with `one_each` get one each. Raises not_allowed,
    not_accepted, certified, unnamed, and what the kernel's certificates raise.
    """
    require_staff(by)
    with transaction.atomic():
        chosen = Gift.objects.select_for_update().filter(pk__in=[gift.pk for gift in gifts]).order_by("pk")
        return [each for gift in list(chosen) for each in _issue(gift, by, one_each, leaves_space)]


def _issue(gift: Gift, by: User, one_each: bool, leaves_space: bool) -> list[Certificate]:
    if gift.state != GiftState.ACCEPTED:
        raise Conflict("not_accepted", _("Only an accepted gift has a certificate."))
    givers = list(gift.givers.select_related("donor"))
    if any(giver.certificate_id for giver in givers):
        raise Conflict("certified", _("This gift has a certificate already."))
    named = [giver for giver in givers if giver.donor.name]
    if not named:
        raise Invalid("unnamed", _("Who stays unnamed gets no certificate."))
    facts = {"things": things_in_words(gift), "given_on": date_in_characters(gift.given_on), "use": gift.wished_use}
    issued = []
    for together in [[giver] for giver in named] if one_each else [named]:
        certificate = certificates.issue_certificate(
            kind=KIND,
            name=BETWEEN_NAMES.join(giver.donor.name for giver in together),
            facts=facts,
            by=by,
            name_shown=name_shown(gift.publicity),
            leaves_space=leaves_space,
        )
        Giver.objects.filter(pk__in=[giver.pk for giver in together]).update(certificate=certificate)
        issued.append(certificate)
    tell_givers(gift, "gift_certificate", {"certificate": issued[0]})
    return issued


def revoke_gift_certificate(*, certificate: Certificate, by: User, reason: str) -> Certificate:
    """Revoke a gift's certificate; another may then be issued. Raises not_allowed and what the kernel raises."""
    require_staff(by)
    return certificates.revoke_certificate(certificate=certificate, by=by, reason=reason)


def after_revoking(revoked: Certificate) -> None:
    """Let go of a revoked certificate: what is given later never hangs on it."""
    givers = Giver.objects.filter(certificate=revoked)
    gift = Gift.objects.filter(givers__in=givers).first()
    givers.update(certificate=revoked.replaced_by)
    if gift is not None:
        tell_givers(gift, "gift_certificate_revoked", {"certificate": revoked})
