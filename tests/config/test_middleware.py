"""Middleware: no NUL bytes, private pages are not stored, photos are served as photos only."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/rooms/%00/", "/rooms/day/?date=%00", "/rooms/?%00=1"])
def test_nul_bytes_in_an_address_are_refused(client, path):
    assert client.get(path).status_code == 400


def test_nul_bytes_in_a_form_are_refused(client):
    assert client.post(reverse("log_in"), {"phone": "138\x00", "do": "code"}).status_code == 400


def test_ten_megabytes_are_refused(client):
    assert client.post(reverse("log_in"), {"username": "x" * 10_000_000}).status_code == 400


def test_a_missing_csrf_token_changes_nothing(client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("log_in"), {"username": "1", "password": "x"}).status_code == 403


def test_open_pages_may_be_stored_and_private_ones_not(client):
    assert "no-store" not in client.get(reverse("rooms_now")).get("Cache-Control", "")
    log_in(client, UserFactory())
    assert "no-store" in client.get(reverse("rooms_now"))["Cache-Control"]


def test_the_policy_forbids_inline_code(client):
    policy = client.get(reverse("rooms_now"))["Content-Security-Policy"]
    for rule in ("default-src 'self'", "base-uri 'self'", "form-action 'self'", "object-src 'none'"):
        assert rule in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_photos_are_served_and_nothing_else(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms/a.webp").write_bytes(b"RIFF")
    (tmp_path / "rooms/a.html").write_text("<script>")
    (tmp_path.parent / "secret.webp").write_text("s")
    response = client.get("/media/rooms/a.webp")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "immutable" in response["Cache-Control"]
    for path in ("rooms/a.html", "rooms/none.webp", "../secret.webp", "rooms"):
        assert client.get(f"/media/{path}").status_code == 404


def test_search_engines_leave_logins_and_certificates_alone(client):
    answer = client.get("/robots.txt")
    assert "Disallow: /c/\nDisallow: /classes/certificates/" in answer.content.decode()
    assert client.post("/robots.txt").status_code == 405
