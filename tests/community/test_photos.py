"""Uploaded photos are checked by content, shrunk, and stripped of metadata."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from community import photos
from community.media import private_photo
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


def test_a_photo_in_the_format_of_an_iphone_is_told_what_to_do():
    upload = SimpleUploadedFile("IMG_1.jpg", b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + b"x" * 400, "image/jpeg")
    with pytest.raises(ValidationError, match="HEIC"):
        photos.check_photo(upload)
    assert "image/heic" not in photos.ACCEPTED


def big(kind: str, width: int, height: int, mode: str = "RGBA", **options: object) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new(mode, (width, height), "red").save(file, kind, **options)
    return SimpleUploadedFile(f"room.{kind.lower()}", file.getvalue())


COST = """
import resource, sys
from io import BytesIO
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from community import photos
from community.media import private_photo
def used():
    now = resource.getrusage(resource.RUSAGE_SELF)
    return now.ru_utime + now.ru_stime, now.ru_maxrss / 1024
upload = SimpleUploadedFile("a", open(sys.argv[1], "rb").read())
before = used()
try:
    photos.check_photo(upload)
    answer = "read"
except photos.ValidationError as error:
    answer = error.code
after = used()
print(answer, after[0] - before[0], after[1] - before[1])
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "width", "height", "mode", "options", "answer"),
    [
        ("WEBP", 6000, 6000, "RGBA", {}, "too_many_pixels"),
        ("PNG", 8000, 5000, "RGB", {}, "too_many_pixels"),
        ("WEBP", 4000, 4000, "RGBA", {"lossless": True}, "read"),
        ("PNG", 4000, 4000, "RGBA", {}, "read"),
        ("GIF", 4000, 4000, "P", {}, "read"),
        ("JPEG", 7300, 5400, "RGB", {"progressive": True, "subsampling": 0}, "read"),
        ("JPEG", 7300, 5400, "RGB", {}, "read"),
    ],
)
def test_a_photo_costs_two_seconds_and_300_megabytes_at_most(tmp_path, kind, width, height, mode, options, answer):
    (tmp_path / "photo").write_bytes(big(kind, width, height, mode, **options).read())
    command = [sys.executable, "-c", f"import django; django.setup(){COST}", str(tmp_path / "photo")]
    chosen = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "postgres://u@localhost/none"}
    said = subprocess.run(command, cwd=settings.BASE_DIR, env=chosen, capture_output=True, text=True, check=True)
    code, seconds, megabytes = said.stdout.split()
    assert code == answer
    assert float(seconds) < 2
    assert float(megabytes) < 300


def test_a_jpeg_of_endless_scans_is_refused():
    content = jpeg().read()
    upload = SimpleUploadedFile("room.jpg", content + photos.START_OF_SCAN * 100)
    with pytest.raises(ValidationError) as refused:
        photos.check_photo(upload)
    assert refused.value.code == "not_a_photo"


BROKEN_NOTES = [
    b"Exif\0\0" + rest for rest in (b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff" + b"\x01" * 60)
]


@pytest.mark.parametrize("notes", BROKEN_NOTES, ids=["empty", "cut off", "astray", "garbage"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.django_db
def test_notes_that_nobody_can_read_spoil_no_photo(settings, tmp_path, kind, notes):
    settings.MEDIA_ROOT = tmp_path
    room = RoomFactory()
    room.photo.save("a", big(kind, 200, 100, "RGB", exif=notes))
    assert Image.open(room.photo.path).size == (200, 100)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    read = photos.read_photo(big("JPEG", 200, 100, "RGB", exif=exif))
    assert read.size == ((100, 200) if orientation > 4 else (200, 100))


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


def test_a_private_photo_is_for_whoever_may_read_it_and_no_cache_keeps_it(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    room = RoomFactory(photo=jpeg())
    shown = private_photo(room.photo, allowed=True)
    assert (shown["Cache-Control"], shown["Content-Type"]) == ("private, no-store", "image/webp")
    assert Image.open(io.BytesIO(b"".join(shown.streaming_content))).size == (800, 400)
    with pytest.raises(PermissionDenied):
        private_photo(room.photo, allowed=False)
    room.photo.delete(save=False)
    with pytest.raises(Http404):
        private_photo(room.photo, allowed=True)
