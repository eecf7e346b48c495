"""Passes: only for their owner, stored on a phone without relative dates, and deleted in time."""

from email.utils import parsedate_to_datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from rooms import services
from rooms.models import Booking
from tests.factories import StaffFactory, UserFactory, make_booking
from tests.steps import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(client):
    booking = make_booking(purpose="练古筝")
    log_in(client, booking.user)
    return booking


def test_the_code_comes_before_the_words(client, booking):
    page = client.get(booking.get_absolute_url()).content.decode()
    assert page.index("pass-code") < page.index("pass-words")
    assert reverse("kept_pass", args=[booking.ref]) in page


def test_what_a_phone_keeps_stands_alone_and_names_its_day(client, booking):
    response = client.get(reverse("kept_pass", args=[booking.ref]))
    page = response.content.decode()
    assert "<svg" in page
    assert "csrf" not in page
    assert "明天" not in page
    assert "练古筝" not in page
    assert parsedate_to_datetime(response["Expires"]) == booking.ends_at.replace(microsecond=0)


def test_a_pass_that_is_none_any_more_is_not_kept(client, booking):
    services.cancel_booking(booking=booking, by=booking.user)
    assert client.get(reverse("kept_pass", args=[booking.ref])).status_code == 404
    assert "data-keep" not in client.get(booking.get_absolute_url()).content.decode()


@pytest.mark.parametrize("other", [UserFactory, StaffFactory])
def test_nobody_elses_phone_keeps_it(client, booking, other):
    log_in(client, other())
    assert client.get(reverse("kept_pass", args=[booking.ref])).status_code in (302, 404)


def test_the_desk_reads_it_keeps_nothing_and_answers_for_nobody(client, booking):
    Booking.objects.update(asked_at=timezone.now())
    answer = reverse("say_coming", args=[booking.ref])
    own = client.get(booking.get_absolute_url()).content.decode()
    clerk = UserFactory()
    clerk.user_permissions.set(Permission.objects.filter(codename="run_desk"))
    log_in(client, clerk)
    page = client.get(booking.get_absolute_url()).content.decode()
    assert booking.contact_name in page
    assert ["data-keep=" in each for each in (own, page)] == [True, False]
    assert [answer in each for each in (own, page)] == [True, False]


def test_logging_out_clears_what_the_browser_keeps(client, booking):
    assert client.post(reverse("log_out"))["Clear-Site-Data"] == '"storage"'
