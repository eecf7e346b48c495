"""Staff sessions expire early; users see and end their own."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.accounts.sessions import device_of
from community.accounts.tasks import forget_sessions
from community.models import LoginSession
from tests.factories import UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db

PHONE_AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131 Mobile Safari/537.36"


@pytest.mark.parametrize(("agent", "device"), [(PHONE_AGENT, "Chrome · Android"), ("", ""), ("curl/8", "")])
def test_a_device_is_named_in_two_words(agent, device):
    assert device_of(agent) == device


def is_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def after(client: Client, *steps: timedelta) -> bool:
    """Whether a session is open after these pauses, each ended by a look at a page."""
    now = timezone.now()
    is_open = True
    for step in steps:
        now += step
        with time_machine.travel(now, tick=False):
            is_open = is_in(client)
    return is_open


def test_a_session_of_staff_ends_after_two_idle_hours(client):
    log_in(client, UserFactory(is_staff=True))
    assert after(client, timedelta(minutes=119))
    log_in(client, UserFactory(is_staff=True))
    assert not after(client, timedelta(minutes=121))


def test_a_session_of_staff_ends_after_twelve_hours_however_busy(client):
    log_in(client, UserFactory(is_staff=True))
    assert after(client, *[timedelta(minutes=90)] * 7)
    assert not after(client, *[timedelta(minutes=90)] * 9)


def test_a_resident_stays_logged_in_for_weeks(client):
    log_in(client, UserFactory())
    assert after(client, timedelta(days=20))


def test_one_sees_own_sessions_and_ends_another_device(client):
    user = log_in(client, UserFactory())
    phone = Client()
    log_in(phone, user)
    other = LoginSession.objects.get(session_key=phone.session.session_key)
    page = client.get(reverse("security")).content.decode()
    assert other.handle in page
    assert other.session_key not in page
    client.post(reverse("end_session", args=[other.handle]))
    assert (is_in(client), is_in(phone)) == (True, False)


def test_nobody_ends_the_session_of_another(client):
    stranger = Client()
    log_in(stranger, UserFactory())
    log_in(client, UserFactory())
    handle = LoginSession.objects.get(session_key=stranger.session.session_key).handle
    client.post(reverse("end_session", args=[handle]))
    assert is_in(stranger)


def test_ending_all_others_keeps_this_one(client):
    user = log_in(client, UserFactory())
    others = [Client(), Client()]
    for other in others:
        log_in(other, user)
    client.post(reverse("end_other_sessions"))
    assert [is_in(client), *map(is_in, others)] == [True, False, False]


def test_what_has_ended_is_forgotten(client):
    log_in(client, UserFactory())
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        forget_sessions.call()
    assert not LoginSession.objects.exists()


def test_the_page_is_for_who_is_logged_in(client):
    assert client.get(reverse("security")).status_code == 302
    assert client.get(reverse("end_session", args=["x"])).status_code in (302, 405)
    log_in(client, UserFactory())
    assert client.get(reverse("end_session", args=["x"])).status_code == 405
