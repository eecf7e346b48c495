"""The official seal: managed by few, and added to a certificate only when two people release it."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from community.certificates.models import Certificate
from community.certificates.seals import OfficialSeal
from community.errors import Conflict, Invalid
from community.models import User
from community.permissions import require_permission
from community.throttling import one_at_a_time
from community.typed_words import require_words

KEEPS, RELEASES = "community.keep_officialseal", "community.release_certificate"
MOST_BYTES = 4 * 1024 * 1024
SMALLEST, LARGEST = 300, 4000  # pixels per side; 40 mm at 300 dpi are 472
FORMATS = ("PNG", "JPEG", "WEBP")


def upload_seal(*, image: Any, words: str, by: User) -> OfficialSeal:
    """Store an image of the official seal, which replaces the one in use.

    It is re-encoded as PNG, so that nothing else in the file survives. Raises not_allowed, words_needed, and
    not_a_seal for a file that is no picture, too small, or far from square.
    """
    require_permission(by, KEEPS, _("Only those in charge of the official seal can do this."))
    words = require_words(words, "words_needed", _("Please enter the words in the seal."), 60)
    content = _redrawn(image)
    with transaction.atomic():
        one_at_a_time("official seal")
        _withdraw(OfficialSeal.objects.filter(withdrawn_at=None), by)
        seal = OfficialSeal(words=words, uploaded_by=by)
        seal.image.save("seal.png", ContentFile(content), save=False)
        seal.save()
    return seal


def withdraw_seal(*, seal: OfficialSeal, by: User) -> OfficialSeal:
    """Take the seal out of use; certificates that carry it keep it. Raises not_allowed, bad_state."""
    require_permission(by, KEEPS, _("Only those in charge of the official seal can do this."))
    with transaction.atomic():
        one_at_a_time("official seal")
        if not _withdraw(OfficialSeal.objects.filter(pk=seal.pk, withdrawn_at=None), by):
            raise Conflict("bad_state", _("This seal is already out of use."))
    seal.refresh_from_db()
    return seal


def release_certificate(*, certificate: Certificate, by: User) -> Certificate:
    """Release a certificate for the official seal; the second person's release adds the seal in use.

    Raises not_allowed, bad_state for one that is void, nameless or sealed already, same_person, and no_seal if none
    is in use, in which case the real one is stamped by hand.
    """
    require_permission(by, RELEASES, _("Only those who may release certificates can do this."))
    with transaction.atomic():
        certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
        if certificate.revoked_at or certificate.nameless_at or certificate.sealed_at:
            raise Conflict("bad_state", _("This certificate is void, has no name, or already bears the seal."))
        seal = OfficialSeal.objects.filter(withdrawn_at=None).first()
        if seal is None:
            raise Conflict("no_seal", _("There is no official seal in use here. Please stamp the paper by hand."))
        if certificate.released_at is None:
            certificate.released_at, certificate.released_by = timezone.now(), by
        elif certificate.released_by_id == by.pk:
            raise Invalid("same_person", _("Another colleague has to release it as the second person."))
        else:
            certificate.sealed_at, certificate.sealed_by, certificate.seal = timezone.now(), by, seal
        certificate.save(update_fields=["released_at", "released_by", "sealed_at", "sealed_by", "seal"])
    return certificate


def _withdraw(seals: Any, by: User) -> int:
    return int(seals.update(withdrawn_at=timezone.now(), withdrawn_by=by))


def _redrawn(image: Any) -> bytes:
    """The upload re-encoded as PNG, no larger than it is printed. Raises not_a_seal."""
    refusal = Invalid(
        "not_a_seal", _("This is not a picture of a seal: square, at least 300 pixels, PNG, JPEG or WebP.")
    )
    if image.size > MOST_BYTES:
        raise refusal
    try:
        image.seek(0)
        picture: Image.Image = Image.open(image, formats=FORMATS)
        wide, high = picture.size
        if not SMALLEST <= min(wide, high) <= max(wide, high) <= LARGEST or max(wide, high) > min(wide, high) * 1.2:
            raise refusal
        picture = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise refusal from error
    picture.thumbnail((1000, 1000), Image.Resampling.LANCZOS)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
