"""What apps exchange through the kernel: the calendar feed, engagements, people present."""

from datetime import timedelta

import pytest

from community.addresses import public_address
from community.audit import acting_as
from community.errors import Conflict, Invalid, TooOften
from community.http import answer
from community.ranges import Span
from community.registers import engagements, presence
from rooms import services
from rooms.models import HeadCount
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, tomorrow_at

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_an_engagement_is_what_shares_a_moment():
    booking = make_booking(span=tomorrow_at(10))
    own = [engagements.Engagement(booking.span, str(booking.room), booking.get_absolute_url())]
    later = Span(booking.ends_at, booking.ends_at + HOUR)
    assert engagements.engagements_of(booking.user, booking.span) == own
    assert engagements.engagements_of(booking.user, later) == []
    assert engagements.engagements_of(booking.user, booking.span, besides=own[0].url) == []
    assert engagements.engagements_of(UserFactory(), booking.span) == []


def test_a_cancelled_booking_engages_nobody():
    booking = make_booking(span=tomorrow_at(10))
    services.cancel_booking(booking=booking, by=booking.user)
    assert engagements.engagements_of(booking.user, booking.span) == []


def test_walk_ins_and_parties_inside_add_up(time_machine):
    booking = make_booking(RoomFactory(capacity=4), span=tomorrow_at(10), party_size=2)
    time_machine.move_to(booking.starts_at, tick=False)
    services.check_in(booking=booking, by=StaffFactory())
    HeadCount.objects.create(room=booking.room, people=3, day=booking.starts_at.date())
    empty = RoomFactory()
    found = presence.people_in([booking.room_id, empty.pk], booking.starts_at)
    assert (found[booking.room_id], found[empty.pk]) == (5, 0)
    assert presence.people_in([booking.room_id], booking.starts_at + 24 * HOUR)[booking.room_id] == 0


@pytest.mark.parametrize(("error", "status"), [(None, 200), (Conflict, 409), (Invalid, 422), (TooOften, 429)])
def test_a_refusal_carries_its_status(rf, error, status):
    refused = error and error("code", "No.")
    assert answer(rf.get("/"), "messages/code.txt", {"code": 1}, error=refused).status_code == status


def test_history_bears_the_name_of_who_acts(rf):
    neighbour, clerk = UserFactory(), UserFactory()
    for by in (clerk, None):
        with acting_as(by):
            neighbour.save()
        assert neighbour.history.first().history_user == by
    with acting_as(clerk), acting_as(None):
        pass
    neighbour.save()
    assert neighbour.history.first().history_user is None


def test_whole_addresses_come_from_the_setting(settings):
    settings.SITE_URL = "https://portal.example"
    assert public_address("/rooms/") == "https://portal.example/rooms/"
