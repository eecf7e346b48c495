"""Thumbnails of certificates, drawn once and stored on disk; what they may show is checked anew each time.

A thumbnail's file is named after everything that it shows, so that one with an outdated name is never served. It is
deleted when another replaces it and when the name is deleted for good.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from community.certificates.faces import paper
from community.certificates.faces.printing import shown_face
from community.certificates.models import Certificate


def folder() -> Path:
    """The folder of thumbnails; none is served by its path."""
    return Path(settings.VAR_DIR) / "private" / "faces"


def small_picture(certificate: Certificate, name: str) -> bytes:
    """The face as a WebP of at most 80 KB, with `name` as its owner allows. Raises too_long."""
    shown = (certificate.digest, name, str(certificate.revoked_at), certificate.template_id, settings.SITE_URL)
    mark = sha256(repr(shown).encode()).hexdigest()[:24]
    kept = folder() / f"{certificate.pk}-{mark}.webp"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        picture = paper.small(shown_face(certificate, name))
    forget_pictures([certificate.pk])
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{id(picture)}.fresh")
    fresh.write_bytes(picture)
    fresh.replace(kept)
    return picture


def forget_pictures(keys: Iterable[int]) -> None:
    """Delete the thumbnails of certificates, given by primary key."""
    for key in keys:
        for path in folder().glob(f"{key}-*"):
            path.unlink(missing_ok=True)


def forget_after_commit(keys: Iterable[int]) -> None:
    """Delete the pictures after the transaction that removed a name commits."""
    chosen = list(keys)
    transaction.on_commit(lambda: forget_pictures(chosen))
