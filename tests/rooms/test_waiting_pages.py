"""Waiting for a taken slot: joining, the offer, accepting or declining it."""

import pytest
from django.urls import reverse

from community.ranges import wall_clock
from rooms import services
from rooms.models import Booking, Room, Waiting
from tests.factories import RoomFactory, UserFactory, make_booking
from tests.reading import markup
from tests.steps import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def resident(client, user):
    log_in(client, user)
    return client


@pytest.fixture
def taken():
    """Somebody else's booking."""
    return make_booking(RoomFactory(slug="music"))


@pytest.fixture
def offer(taken, user):
    """A wish that was offered, because the booking was cancelled."""
    wish = services.join_waiting(room=taken.room, span=taken.span, user=user)
    services.cancel_booking(booking=taken, by=taken.user)
    wish.refresh_from_db()
    return wish


def wish_for(booking: Booking, **changes) -> dict[str, object]:
    times = {"start": wall_clock(booking.starts_at), "end": wall_clock(booking.ends_at)}
    return times | {"party_size": 1} | changes


def test_a_taken_slot_is_waited_for(resident, user, taken):
    path = reverse("join_waiting", args=["music"])
    assert resident.get(path, wish_for(taken)).status_code == 200
    assert not Waiting.objects.exists()
    assert resident.post(path, wish_for(taken)).url == reverse("my_bookings")
    wish = Waiting.objects.get()
    assert (wish.user, wish.span, wish.state) == (user, taken.span, Waiting.State.WAITING)


@pytest.mark.parametrize("people", [0, 99])
def test_a_wish_for_too_many_or_nobody_keeps_its_time_and_says_so_beside_the_field(resident, taken, people):
    path = reverse("join_waiting", args=["music"])
    assert 'type="number" name="party_size"' in markup(resident.get(path, wish_for(taken)))
    page = resident.post(path, wish_for(taken, party_size=people))
    assert page.status_code == 422
    assert page.context["span"] == taken.span
    assert page.context["form"].has_error("party_size")


def test_waiting_twice_is_told(resident, taken):
    path = reverse("join_waiting", args=["music"])
    resident.post(path, wish_for(taken))
    assert resident.post(path, wish_for(taken)).status_code == 409


def test_a_free_slot_need_not_be_waited_for(resident, taken):
    services.cancel_booking(booking=taken, by=taken.user)
    response = resident.post(reverse("join_waiting", args=["music"]), wish_for(taken))
    assert response.status_code == 409
    assert f"{reverse('book_room', args=['music'])}?start=" in response.content.decode()


@pytest.mark.parametrize(
    "changes", [{"start": "x"}, {"start": ""}, {"end": "2020-01-01T10:00"}, {"party_size": "many"}, {"party_size": 99}]
)
def test_a_senseless_wish_is_refused(resident, taken, changes):
    assert resident.post(reverse("join_waiting", args=["music"]), wish_for(taken, **changes)).status_code == 422
    assert not Waiting.objects.exists()


def test_strangers_log_in_to_wait(client, taken):
    assert client.get(reverse("join_waiting", args=["music"])).url.startswith(reverse("log_in"))


def test_my_bookings_lists_wishes_and_offers(resident, offer):
    page = resident.get(reverse("my_bookings")).content.decode()
    assert reverse("waiting", args=[offer.pk]) in page


def test_an_offer_is_accepted_with_a_purpose(resident, user, offer):
    path = reverse("waiting", args=[offer.pk])
    assert resident.get(path).context["is_offered"]
    response = resident.post(path, {"purpose": "练琴"})
    booking = Booking.objects.get(user=user)
    assert response.url == reverse("booking", args=[booking.ref])
    assert (booking.purpose, booking.span) == ("练琴", offer.span)


def test_an_offer_asks_for_the_guardian(resident, offer):
    Room.objects.update(guardian_below=12)
    path = reverse("waiting", args=[offer.pk])
    assert resident.post(path, {}).status_code == 422
    assert resident.post(path, {"with_guardian": "on"}).status_code == 302


def test_a_lapsed_offer_is_told(resident, offer, come_to):
    come_to(offer.offer_ends_at)
    path = reverse("waiting", args=[offer.pk])
    assert resident.get(path).status_code == 200
    assert resident.post(path, {}).status_code == 409
    assert not Booking.objects.filter(state=Booking.State.CONFIRMED).exists()


def test_an_offer_passed_on_goes_to_the_next_in_line(resident, offer):
    neighbour = services.join_waiting(room=offer.room, span=offer.span, user=UserFactory())
    assert resident.post(reverse("leave_waiting", args=[offer.pk])).url == reverse("my_bookings")
    neighbour.refresh_from_db()
    assert neighbour.state == Waiting.State.OFFERED


def test_leaving_twice_changes_nothing(resident, offer):
    for _ in range(2):
        assert resident.post(reverse("leave_waiting", args=[offer.pk])).status_code == 302
    offer.refresh_from_db()
    assert offer.state == Waiting.State.LEFT


@pytest.mark.parametrize(("name", "method"), [("waiting", "get"), ("waiting", "post"), ("leave_waiting", "post")])
def test_a_wish_belongs_to_one_user(client, offer, name, method):
    path = reverse(name, args=[offer.pk])
    assert getattr(client, method)(path).url.startswith(reverse("log_in"))
    log_in(client, UserFactory())
    assert getattr(client, method)(path).status_code == 404


def test_leaving_is_a_post(resident, offer):
    assert resident.get(reverse("leave_waiting", args=[offer.pk])).status_code == 405
    assert resident.get(reverse("waiting", args=[10**30])).status_code == 404
