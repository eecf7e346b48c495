"""The log says what happened, but neither to whom nor in whose words."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, transaction
from django.urls import path

from config.logs import JsonFormatter
from tests.factories import RoomFactory, UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db

PHONE = "13711112222"


@pytest.fixture
def log():
    """What every logger writes meanwhile, as the portal formats it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def test_an_address_is_logged_by_its_pattern(client, log):
    log_in(client, UserFactory())
    client.get("/bookings/K7QM2A/")
    client.get("/calendar/s3cret-t0ken.ics?x=13711112222")
    client.post("/classes/certificates/abcdefgh/")
    client.get("/nowhere/13711112222/")
    entries = [json.loads(line) for line in log.getvalue().splitlines()]
    assert "bookings/<str:ref>/" in [entry.get("route") for entry in entries]
    for secret in ("K7QM2A", "s3cret", "abcdefgh", PHONE):
        assert secret not in log.getvalue()


def test_a_refusal_in_words_is_no_news_to_whoever_runs_the_portal(client, log):
    log_in(client, UserFactory())
    room = RoomFactory()
    assert client.post(f"/rooms/{room.slug}/book/", {}).status_code == 422
    assert client.post("/nowhere/").status_code == 404
    assert [json.loads(line)["status_code"] for line in log.getvalue().splitlines()] == [404]


def breaks(request, ref: str) -> None:
    try:
        with transaction.atomic():
            UserFactory(phone=PHONE)
    except IntegrityError as error:
        raise LookupError(f"{ref} of {PHONE}") from error


urlpatterns = [path("bookings/<str:ref>/", breaks, name="home")]
handler500 = "config.error_pages.server_error"


def test_the_words_of_an_error_stay_out(client, log, settings):
    UserFactory(phone=PHONE)
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    assert client.get("/bookings/K7QM2A/").status_code == 500
    written = log.getvalue()
    assert "LookupError" in written
    assert "23505 community_user_phone_key" in written
    assert PHONE not in written
    assert "K7QM2A" not in written


def test_messages_of_others_lose_their_numbers(log):
    logging.getLogger("somebody").warning("no answer from %s", PHONE, extra={"asked": f"/x?phone={PHONE}"})
    logging.getLogger("gunicorn.error").warning("Error handling request %s", "/bookings/K7QM2A/")
    assert "no answer from …" in log.getvalue()
    assert PHONE not in log.getvalue()
    assert "K7QM2A" not in log.getvalue()
