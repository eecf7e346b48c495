"""Uploaded documents: photos, PDF and OFD, checked by content and stored encrypted.

A PDF with active content, or a file that is not what its name says, is refused. OFD is the container format of
China's electronic invoices (GB/T 33190): a ZIP with `OFD.xml` at its root.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.photos import check_photo

MAX_BYTES = 8 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_UNPACKED = 64 * 1024 * 1024
# What makes a PDF run something or embed another file (ISO 32000, 12.6.4 and 7.11.4).
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
PHOTO, PDF, OFD = "photo", "pdf", "ofd"


def check_document(upload: Any) -> str:
    """Check an upload and return its type: "photo", "pdf" or "ofd".

    Raises `ValidationError` with the code `too_large`, `active`, `too_many_pixels` or `not_a_document`.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file may be at most 8 MB."), code="too_large")
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if content.startswith(b"%PDF-"):
        return _check_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _check_ofd(upload)
    try:
        check_photo(upload)
    except ValidationError as error:
        if error.code == "not_a_photo":
            raise _not_a_document() from error
        raise
    return PHOTO


def _check_pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content:
        raise _not_a_document()
    parts = [content, *_object_streams(content)]
    if any(_names(part, name) for part in parts for name in ACTIVE):
        raise ValidationError(
            _("This PDF contains active content or other files. Please print it to a new PDF."), code="active"
        )
    return PDF


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The compressed object streams of a PDF, whose names a plain search would miss (ISO 32000, 7.5.7)."""
    for found in re.finditer(rb"/ObjStm\b.{0,400}?stream\r?\n", content, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(content[found.end() :], MOST_UNPACKED)
        except zlib.error:
            continue


def _names(content: bytes, name: bytes) -> bool:
    """Whether a PDF contains a name as a whole word; parts of a name may be escaped as #hex."""
    plain = content
    if b"#" in content:
        for code in set(name):
            plain = plain.replace(b"#%02X" % code, bytes([code])).replace(b"#%02x" % code, bytes([code]))
    start = plain.find(name)
    while start != -1:
        after = plain[start + len(name) : start + len(name) + 1]
        if not after.isalnum():
            return True
        start = plain.find(name, start + 1)
    return False


def _check_ofd(upload: Any) -> str:
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
            is_ofd = "OFD.xml" in archive.namelist()
    except zipfile.BadZipFile as error:
        raise _not_a_document() from error
    finally:
        upload.seek(0)
    unpacked = sum(member.file_size for member in members)
    if not is_ofd or len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise _not_a_document()
    return OFD


def _not_a_document() -> ValidationError:
    return ValidationError(_("This is neither a photo nor an electronic invoice as PDF or OFD."), code="not_a_document")
