"""Uploaded photos: checked by content, shrunk, and stripped of metadata.

Pillow decodes every upload and re-encodes it as WebP, so that neither GPS positions nor anything hidden in the file
survives. The cost of a file is bounded before a pixel is decoded: about a second, and less than 300 MB.
"""

import re
import uuid
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
WIDTHS = (1600, 800, 400)
# JPEG, which cameras write, can be decoded at a reduced size; other formats have to be unpacked in full.
MAX_PIXELS = {"JPEG": 40_000_000, "PNG": 16_000_000, "WEBP": 16_000_000, "GIF": 16_000_000}
FORMATS = tuple(MAX_PIXELS)
# What a form asks a phone for: iPhones then turn their own format into JPEG before they send it.
ACCEPTED = ",".join(f"image/{kind.lower()}" for kind in FORMATS)
# Each scan of a progressive JPEG is a full pass; cameras and programs write about ten.
MOST_SCANS, START_OF_SCAN = 24, b"\xff\xda"
HEIC = re.compile(rb".{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|avif)", re.DOTALL)  # the format's first bytes
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def check_photo(upload: Any) -> None:
    """Refuse a file that is too large, not a photo, or a decompression bomb.

    Raises `ValidationError` with the code `too_large`, `not_a_photo` or `too_many_pixels`.
    """
    read_photo(upload)


def read_photo(upload: Any) -> Image.Image:
    """The photo in RGB, upright, and no larger than the largest of `WIDTHS`. Raises as `check_photo` does.

    The result is cached on the upload: form, field and storage all need it, and decoding takes up to a second.
    """
    if getattr(upload, "as_photo", None) is None:
        upload.as_photo = _checked(upload)
    photo: Image.Image = upload.as_photo
    return photo


def _checked(upload: Any) -> Image.Image:
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The photo may be at most 8 MB."), code="too_large")
    try:
        upload.seek(0)
        return _decode(upload)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refusal(upload) from error
    finally:
        upload.seek(0)


def _refusal(upload: Any) -> ValidationError:
    """What to say of a file that cannot be read: an iPhone's photo is one, although not for the web."""
    upload.seek(0)
    if HEIC.match(upload.read(12)):
        words = _(
            "This photo is in the format HEIC, which browsers cannot show. Please choose a JPEG, or a screenshot of it."
        )
        return ValidationError(words, code="not_a_photo")
    return ValidationError(_("This file is not a photo."), code="not_a_photo")


def _decode(upload: Any) -> Image.Image:
    largest = (WIDTHS[0], WIDTHS[0])
    # Opening only reads the header.
    image: Image.Image = Image.open(upload, formats=FORMATS)
    kind = image.format or ""
    if image.width * image.height > MAX_PIXELS[kind]:
        raise ValidationError(_("The photo has too many pixels."), code="too_many_pixels")
    if kind == "JPEG":
        _refuse_endless_scans(upload)
        image.draft("RGB", largest)
    turn = UPRIGHT.get(_orientation(image) or 1)
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGB")
    image.thumbnail(largest, Image.Resampling.LANCZOS)
    image = image.convert("RGB")
    return image.transpose(turn) if turn is not None else image


def _refuse_endless_scans(upload: Any) -> None:
    place = upload.tell()
    upload.seek(0)
    scans = upload.read().count(START_OF_SCAN)
    upload.seek(place)
    if scans > MOST_SCANS:
        raise ValueError("more scans than any camera writes")


def _orientation(image: Image.Image) -> int | None:
    """The EXIF orientation; None if it is unreadable, which is not an error."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # EXIF data may be broken in any way, and Pillow raises accordingly
        return None


def _webp(image: Image.Image, width: int) -> ContentFile:
    image = image.copy()
    image.thumbnail((width, width), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    # Without this Pillow writes the original metadata.
    image.save(buffer, "WEBP", quality=80, exif=b"", xmp=b"")
    return ContentFile(buffer.getvalue())


class PhotoFieldFile(ImageFieldFile):
    """A stored photo with a URL for each of `WIDTHS`."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        image = read_photo(content)
        stem = uuid.uuid4().hex
        for width in WIDTHS[1:]:
            self.storage.save(
                self._sized(self.field.generate_filename(self.instance, f"{stem}.webp"), width), _webp(image, width)
            )
        super().save(f"{stem}.webp", _webp(image, WIDTHS[0]), save)

    def delete(self, save: bool = True) -> None:
        for width in WIDTHS[1:]:
            self.storage.delete(self._sized(self.name, width))
        super().delete(save)

    def sized_url(self, width: int) -> str:
        """The URL of the photo at one of `WIDTHS`, in pixels."""
        return self.storage.url(self.name if width == WIDTHS[0] else self._sized(self.name, width))

    def open_sized(self, width: int) -> File:
        """The file of the photo at one of `WIDTHS`, for a view with its own permission check."""
        return self.storage.open((self.name or "") if width == WIDTHS[0] else self._sized(self.name, width))

    @property
    def card_url(self) -> str:
        """The URL at the size for a card."""
        return self.sized_url(WIDTHS[2])

    @property
    def page_url(self) -> str:
        """The URL at the size for a page about the photo's subject."""
        return self.sized_url(WIDTHS[1])

    @staticmethod
    def _sized(name: str | None, width: int) -> str:
        return f"{(name or '').removesuffix('.webp')}-{width}.webp"


class PhotoField(models.ImageField):
    """An image field that checks uploads with `check_photo` and shrinks them."""

    attr_class = PhotoFieldFile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, check_photo_field]


def check_photo_field(value: Any) -> None:
    """Run `check_photo` on a new upload, but not on a photo that is already stored."""
    if value and not getattr(value, "_committed", True):
        check_photo(value.file)
