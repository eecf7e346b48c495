"""A user's own data: the export, and what remains when a login is deleted."""

import json

import pytest
from axes.models import AccessLog
from django.urls import reverse

from community.models import Message, OutgoingText, User
from rooms.models import Booking, Waiting
from tests.factories import RoomFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    user = UserFactory(name="赵䶮", password="correct horse")
    log_in(client, user)
    return user


def test_my_data_holds_what_is_mine(client, member):
    booking = make_booking(user=member, purpose="练琴")
    make_booking(purpose="别人的")
    kept = json.loads(client.get(reverse("my_data_file")).content)
    assert kept["login"]["phone"] == member.phone
    assert [each["ref"] for each in kept["rooms"]["bookings"]] == [booking.ref]
    assert "别人的" not in json.dumps(kept, ensure_ascii=False)


def test_deleting_asks_for_the_password(client, member):
    assert client.post(reverse("delete_account"), {"password": "wrong"}).status_code == 422
    assert User.objects.filter(pk=member.pk).exists()


def test_a_deleted_login_leaves_no_trace_of_the_person(client, member):
    booking = make_booking(user=member, purpose="练琴")
    assert client.post(reverse("delete_account"), {"password": "correct horse"}).url == reverse("home")
    booking.refresh_from_db()
    assert (booking.state, booking.user, booking.purpose) == ("cancelled", None, "")
    assert not User.objects.filter(pk=member.pk).exists()
    assert not User.history.filter(id=member.pk).exists()
    kept = [
        *Booking.objects.values_list("contact_name", flat=True),
        *Booking.history.values_list("contact_name", flat=True),
    ]
    assert "赵䶮" not in kept
    assert not Message.objects.filter(user_id=member.pk).exists()
    assert not OutgoingText.objects.filter(phone=member.phone).exists()
    assert not AccessLog.objects.exists()


def test_the_next_in_line_gets_the_room_of_a_deleted_login(client, member):
    room = RoomFactory()
    make_booking(room, member, tomorrow_at(10))
    waiting = Waiting.objects.create(user=UserFactory(), room=room, during=tomorrow_at(10).range)
    client.post(reverse("delete_account"), {"password": "correct horse"})
    waiting.refresh_from_db()
    assert waiting.state == "offered"
