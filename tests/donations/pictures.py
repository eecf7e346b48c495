"""Pictures for uploads in tests."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def upload(content: bytes, name: str = "photo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def png(side: int = 400, high: int | None = None) -> bytes:
    """A red ring on a transparent background, like a scanned seal."""
    image = Image.new("RGBA", (side, high or side), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((10, 10, side - 10, (high or side) - 10), outline=(200, 0, 0, 255), width=24)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
