"""Where the centre is, and the way in."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from community.demo import load_centre
from community.models import Centre
from portal.selectors import floors
from rooms.selectors import rooms_in_use
from tests.factories import RoomFactory

pytestmark = pytest.mark.django_db


def centre(**fields) -> Centre:
    return Centre(name="中心", address="路1号", phone="029-1", hours="每天", **fields)


def test_home_and_footer_open_the_map_of_the_phone(client):
    load_centre()
    page = client.get("/").content.decode()
    assert page.count("https://uri.amap.com/marker?position=108.957300%2C34.374600") == 2
    assert "坡道" in page


def test_without_a_place_there_is_no_map(client):
    centre().save()
    assert "uri.amap.com" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "place",
    [{"latitude": Decimal(34)}, {"longitude": Decimal(108)}, {"latitude": Decimal(95), "longitude": Decimal(1)}],
)
def test_half_a_place_is_none(place):
    with pytest.raises(ValidationError, match=r"地图|map"):
        centre(**place).full_clean()
    with transaction.atomic(), pytest.raises(IntegrityError, match="community_centre_place"):
        centre(**place).save()


def test_rooms_are_told_by_floor_and_whether_steps_are_in_the_way():
    for name, floor, step_free in (("舞蹈房", 2, False), ("图书室", 1, True), ("书画室", 2, True)):
        RoomFactory(name=name, floor=floor, step_free=step_free)
    shown = [(each.number, each.rooms, each.is_step_free) for each in floors(rooms_in_use())]
    assert shown == [(1, ["图书室"], True), (2, ["舞蹈房", "书画室"], False)]
