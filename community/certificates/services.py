"""Every change to a certificate; see the package's docstring."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from community.certificates.codes import new_code, typed
from community.certificates.editing import template_in_use
from community.certificates.enums import Cause, NameShown
from community.certificates.faces.printing import require_characters, require_fits
from community.certificates.kinds import kind_of
from community.certificates.models import Certificate
from community.certificates.pictures import forget_after_commit
from community.certificates.proof import SALT_LENGTH, digest
from community.certificates.rules import require_public_address
from community.errors import Conflict, Invalid
from community.models import User
from community.names import clean_name
from community.typed_words import require_reason


def issue_certificate(
    *,
    kind: str,
    name: str,
    facts: Mapping[str, str],
    by: User | None,
    name_shown: str = NameShown.MASKED,
    leaves_space: bool = False,
) -> Certificate:
    """Issue a certificate of `facts` about a person, under the next number of its kind and year.

    Several holders are given as one `name`, joined by 、. With `leaves_space`, space is left for characters of the
    name that no font has, to be written by brush. Raises nobody for an empty name, no_glyph, too_long, and not_public
    (see `rules.require_public_address`).
    """
    require_public_address()
    name = clean_name(name)
    if not name:
        raise Invalid("nobody", _("A certificate needs a name."))
    template = template_in_use(kind)
    require_characters(template.design, name, dict(facts), leaves_space=leaves_space)
    issued_at, code, salt = timezone.now(), new_code(), new_code(SALT_LENGTH)
    certificate = Certificate(
        kind=kind,
        prefix=kind_of(kind).prefix,
        code=code,
        name=name,
        name_shown=name_shown,
        facts=dict(facts),
        salt=salt,
        issued_at=issued_at,
        issued_by=by,
        template=template,
        leaves_space=leaves_space,
    )
    require_fits(certificate, template.design)
    certificate.digest = _digest(certificate, salt, name)
    certificate.save(force_insert=True)
    return certificate


def revoke_certificate(
    *, certificate: Certificate, by: User | None, reason: str, cause: str = Cause.MISTAKE
) -> Certificate:
    """Declare a certificate void, with immediate effect on its public page.

    `cause` is public, `reason` is what its holder is told. Raises reason_needed, and bad_state if it was revoked
    already.
    """
    with transaction.atomic():
        certificate = _locked(certificate)
        _revoke(certificate, by, reason, cause, None)
    return certificate


def replace_certificate(
    *,
    certificate: Certificate,
    by: User | None,
    reason: str,
    name: str | None = None,
    facts: Mapping[str, str] | None = None,
) -> Certificate:
    """Revoke a certificate and issue another with the given changes in its place; returns the new one.

    The public page of the old one names the number of the new. Raises what `revoke_certificate` and
    `issue_certificate` raise.
    """
    with transaction.atomic():
        old = _locked(certificate)
        _require_valid(old)
        new = issue_certificate(
            kind=old.kind,
            name=old.name if name is None else name,
            facts=old.facts if facts is None else facts,
            by=by,
            name_shown=old.name_shown,
            leaves_space=old.leaves_space,
        )
        _revoke(old, by, reason, Cause.REPLACED, new)
    return new


def show_name(*, certificate: Certificate, as_: str) -> Certificate:
    """Set how much of the name is public, as one of `NameShown`, with immediate effect."""
    with transaction.atomic():
        certificate = _locked(certificate)
        certificate.name_shown = as_
        certificate.save(update_fields=["name_shown"])
    return certificate


def make_nameless(*, certificates: Iterable[Certificate], with_facts: bool = False) -> None:
    """Delete the name, the salt and the drawn pictures for good; number, kind, date and validity stay.

    With `with_facts` the facts are deleted too, as when a person is erased.
    """
    with transaction.atomic():
        keys = [each.pk for each in certificates]
        forget_after_commit(keys)
        for certificate in Certificate.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            certificate.name = certificate.salt = certificate.reason = ""
            certificate.name_shown = NameShown.NEIGHBOUR
            certificate.nameless_at = certificate.nameless_at or timezone.now()
            if with_facts:
                certificate.facts = {}
            certificate.save(update_fields=["name", "salt", "reason", "name_shown", "nameless_at", "facts"])


def proves(*, certificate: Certificate, name: str, proof: str) -> bool:
    """Whether a paper with this name and the proof in its QR code is the one that was issued.

    Only the digest is needed, so this works after the portal has deleted the name.
    """
    return constant_time_compare(_digest(certificate, typed(proof), clean_name(name)), certificate.digest)


def _digest(certificate: Certificate, salt: str, name: str) -> str:
    return digest(
        salt,
        code=certificate.code,
        kind=certificate.kind,
        issued_on=certificate.issued_on.isoformat(),
        name=name,
        facts=certificate.facts,
    )


def _locked(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_for_update().get(pk=certificate.pk)


def _require_valid(certificate: Certificate) -> None:
    if certificate.revoked_at is not None:
        raise Conflict("bad_state", _("This certificate is already revoked."))


def _revoke(certificate: Certificate, by: User | None, reason: str, cause: str, new: Certificate | None) -> None:
    reason = require_reason(reason)
    _require_valid(certificate)
    certificate.revoked_at, certificate.revoked_by = timezone.now(), by
    certificate.cause = cause
    # A certificate without a name has no holder left who may download it.
    certificate.reason = "" if certificate.nameless_at else reason
    certificate.replaced_by = new
    certificate.save(update_fields=["revoked_at", "revoked_by", "cause", "reason", "replaced_by"])
    certificate.of_kind.revoked(certificate)
