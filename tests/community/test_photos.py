"""Uploaded photos are checked by content, made small, and stripped of what a camera adds."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from community import photos
from tests.factories import RoomFactory


def jpeg(width: int = 2000, height: int = 1000, *, position: bool = False) -> SimpleUploadedFile:
    exif = Image.Exif()
    if position:
        exif[0x010F] = "somebody's camera"
        exif.get_ifd(0x8825)[2] = (34.0, 21.0, 0.0)
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("room.jpg", file.getvalue(), "image/jpeg")


def bomb() -> SimpleUploadedFile:
    """A PNG of a few bytes whose header promises 100,000 by 100,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
    file = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return SimpleUploadedFile("room.png", file, "image/png")


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("room.jpg", b"<script>alert(1)</script>", "image/jpeg"), "not_a_photo"),
        (SimpleUploadedFile("room.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "not_a_photo"),
        (SimpleUploadedFile("room.jpg", jpeg().read()[:500], "image/jpeg"), "not_a_photo"),
        (SimpleUploadedFile("room.jpg", b"", "image/jpeg"), "not_a_photo"),
        (SimpleUploadedFile("room.jpg", b"x" * (photos.MAX_BYTES + 1), "image/jpeg"), "too_large"),
    ],
    ids=["script", "svg", "cut off", "empty", "too large"],
)
def test_what_is_no_photo_is_refused(upload, code):
    with pytest.raises(ValidationError) as refused:
        photos.check_photo(upload)
    assert refused.value.code == code


def test_a_bomb_is_refused_before_it_unpacks():
    with pytest.raises(ValidationError) as refused:
        photos.check_photo(bomb())
    assert refused.value.code in ("too_many_pixels", "not_a_photo")


@pytest.mark.django_db
def test_a_photo_comes_in_three_sizes_without_metadata(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    room = RoomFactory()
    room.photo.save("IMG_0001.jpg", jpeg(position=True))
    files = sorted(tmp_path.rglob("*.webp"), key=lambda path: path.stat().st_size)
    widths = sorted(Image.open(file).width for file in files)
    assert widths == sorted(photos.WIDTHS)
    assert not any(Image.open(file).getexif() for file in files)
    assert "IMG_0001" not in room.photo.name
    assert (tmp_path / room.photo.card_url.removeprefix(settings.MEDIA_URL).removeprefix("/")).exists()


@pytest.mark.django_db
def test_the_admin_refuses_a_bad_photo(settings, tmp_path, admin_client):
    settings.MEDIA_ROOT = tmp_path
    room = RoomFactory()
    from django.urls import reverse

    response = admin_client.post(reverse("admin:rooms_room_change", args=[room.pk]), {"photo": bomb()})
    assert response.status_code == 200
    assert "photo" in response.context["adminform"].form.errors
    assert not list(tmp_path.rglob("*.*"))
