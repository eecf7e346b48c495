"""Photos that people upload: checked by content, shrunk, stripped of metadata.

Pillow decodes every upload and writes it anew as WebP, so that neither a camera's
position nor anything hidden in the file survives.
"""

import uuid
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
WIDTHS = (1600, 800, 400)


def check_photo(upload: Any) -> None:
    """Refuse what is too large, is no photo, or would unpack into a bomb.

    Raises `ValidationError` with the code `too_large`, `not_a_photo` or `too_many_pixels`.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The photo may be at most 8 MB."), code="too_large")
    try:
        upload.seek(0)
        # Opening reads the header only; the size is known before a pixel is decoded.
        image = Image.open(upload, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_("The photo has too many pixels."), code="too_many_pixels")
        image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This file is not a photo."), code="not_a_photo") from error
    finally:
        upload.seek(0)


def _webp(image: Image.Image, width: int) -> ContentFile:  # type: ignore[type-arg]
    image = image.copy()
    image.thumbnail((width, width), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=80)
    return ContentFile(buffer.getvalue())


class PhotoFieldFile(ImageFieldFile):
    """A stored photo with an address for each of `WIDTHS`."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        check_photo(content)
        image = ImageOps.exif_transpose(Image.open(content, formats=FORMATS)).convert("RGB")
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
        """The address of the photo at one of `WIDTHS`, in pixels."""
        return self.storage.url(self.name if width == WIDTHS[0] else self._sized(self.name, width))

    def open_sized(self, width: int) -> File:  # type: ignore[type-arg]
        """The file of the photo at one of `WIDTHS`, to serve with a permission of one's own."""
        return self.storage.open((self.name or "") if width == WIDTHS[0] else self._sized(self.name, width))

    @property
    def card_url(self) -> str:
        """The size for a card."""
        return self.sized_url(WIDTHS[2])

    @property
    def page_url(self) -> str:
        """The size for a page about what the photo shows."""
        return self.sized_url(WIDTHS[1])

    @staticmethod
    def _sized(name: str | None, width: int) -> str:
        return f"{(name or '').removesuffix('.webp')}-{width}.webp"


class PhotoField(models.ImageField):
    """An image field whose uploads go through `check_photo` and are made small."""

    attr_class = PhotoFieldFile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, check_photo_field]


def check_photo_field(value: Any) -> None:
    """Run `check_photo` on a new upload, not on a photo that is stored already."""
    if value and not getattr(value, "_committed", True):
        check_photo(value.file)
