"""Repairs and their cost, a photo of a thing, and counting a room on a phone."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from donations import selectors, services
from donations.enums import ItemState
from donations.models import Item, Placement, Repair, StockCount, StockTake
from donations.views.stock import code_in
from tests.donations.factories import accepted, in_days, thing
from tests.donations.pictures import png, upload
from tests.factories import RoomFactory, StaffFactory, UserFactory
from tests.steps import log_in, refused, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def standing(room, count=1, **fields):
    """A thing that stands in a room."""
    item = thing(count, **fields)
    services.place_item(item=item, by=StaffFactory(), room=room)
    item.refresh_from_db()
    return item


def test_a_repair_has_a_cost_once_it_is_over():
    item, by = standing(RoomFactory()), StaffFactory()
    refused("reason_needed", services.begin_repair, item=item, fault=" ", by=by)
    refused("not_allowed", services.begin_repair, item=item, fault="断弦", by=UserFactory())
    repair = services.begin_repair(item=item, fault="断弦", workshop="西安琴行", by=by)
    item.refresh_from_db()
    assert item.state == ItemState.IN_REPAIR
    refused("in_repair", services.begin_repair, item=item, fault="断弦", by=by)
    refused("in_repair", services.set_item_state, item=item, state="in_use", by=by)
    refused("bad_state", services.lend_item, item=item, borrower=UserFactory(), due_on=in_days(1), by=by)
    for cost in (Decimal(-1), Decimal("1.005")):
        refused("bad_cost", services.end_repair, repair=repair, cost=cost, by=by)
    services.end_repair(repair=repair, cost=Decimal("120.50"), outcome="换弦", by=by)
    item.refresh_from_db()
    assert (item.state, signed(item)) == (ItemState.IN_USE, by)
    repair.refresh_from_db()
    assert (repair.ended_by, repair.outcome) == (by, "换弦")
    refused("bad_state", services.end_repair, repair=repair, cost=Decimal(0), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Repair.objects.update(cost=None)


def test_what_was_lost_in_repair_is_not_back_with_its_end():
    item, by = standing(RoomFactory()), StaffFactory()
    repair = services.begin_repair(item=item, fault="断弦", by=by)
    Item.objects.filter(pk=item.pk).update(state=ItemState.MISSING)
    services.end_repair(repair=repair, cost=Decimal(0), by=by)
    item.refresh_from_db()
    assert item.state == ItemState.MISSING


def test_what_is_lent_is_not_repaired():
    item, by = thing(), StaffFactory()
    services.lend_item(item=item, borrower=UserFactory(), due_on=in_days(1), by=by)
    refused("lent", services.begin_repair, item=item, fault="断弦", by=by)


def test_staff_repair_and_photograph_on_the_page_of_the_label(client):
    item = thing()
    log_in(client, StaffFactory())
    for name in ("repair_item", "photograph_item"):
        assert client.post(reverse(name, args=[item.code])).status_code == 422
        assert client.get(reverse(name, args=[item.code])).status_code == 405
    client.post(reverse("repair_item", args=[item.code]), {"fault": "缺页"})
    repair = item.repairs.get()
    assert client.post(reverse("end_repair", args=[repair.pk]), {"cost": "-1"}).status_code == 422
    assert client.post(reverse("end_repair", args=[repair.pk]), {"cost": "0"}).status_code == 302
    assert client.post(reverse("photograph_item", args=[item.code]), {"photo": upload(b"none")}).status_code == 422
    assert client.post(reverse("photograph_item", args=[item.code]), {"photo": upload(png())}).status_code == 302
    client.logout()
    picture = reverse("item_photo", args=[item.code])
    assert picture in client.get(item.get_absolute_url()).content.decode()
    assert client.get(picture)["Content-Type"] == "image/webp"
    for name, key in (("repair_item", item.code), ("photograph_item", item.code), ("end_repair", repair.pk)):
        assert client.post(reverse(name, args=[key])).status_code == 302  # to log in
    log_in(client, UserFactory())
    assert client.post(reverse("end_repair", args=[repair.pk])).status_code == 403


def test_counting_finds_what_is_missing_and_what_stands_elsewhere():
    room, other, by = RoomFactory(), RoomFactory(name="二号琴房"), StaffFactory()
    here, lost, stray = standing(room), standing(room), standing(other)
    lent = standing(room)
    services.lend_item(item=lent, borrower=UserFactory(), due_on=in_days(2), by=by)
    take = services.begin_stock_take(room=room, by=by)
    refused("counted_now", services.begin_stock_take, room=room, by=by)
    for pieces in (0, -1, here.count + 1):
        refused("too_many", services.count_item, take=take, item=here, by=by, found=pieces)
    services.count_item(take=take, item=here, by=by)
    found = services.count_item(take=take, item=stray, by=by)
    assert (found.is_elsewhere, "二号琴房" in found.was_at) == (True, True)
    assert list(selectors.to_find(take)) == [lost]
    take = services.end_stock_take(take=take, by=by)
    assert (take.expected, take.missing) == (2, 1)
    states = [ItemState.IN_USE, ItemState.MISSING, ItemState.IN_USE, ItemState.LENT]
    for item, state in zip((here, lost, stray, lent), states, strict=True):
        item.refresh_from_db()
        assert item.state == state
    assert selectors.place_of(stray).room == room
    refused("ended", services.count_item, take=take, item=lost, by=by)
    refused("ended", services.end_stock_take, take=take, by=by)


def test_a_thing_of_no_place_is_elsewhere_and_one_that_is_away_stays_where_it_stands():
    room, other, by = RoomFactory(), RoomFactory(), StaffFactory()
    loose, away = thing(), standing(other)
    services.lend_item(item=away, borrower=UserFactory(), due_on=in_days(2), by=by)
    take = services.begin_stock_take(room=room, by=by)
    assert [services.count_item(take=take, item=each, by=by).is_elsewhere for each in (loose, away)] == [True, True]
    services.end_stock_take(take=take, by=by)
    assert [selectors.place_of(each).room for each in (loose, away)] == [room, other]


@pytest.mark.usefixtures("at_nine")
def test_a_place_of_no_time_leaves_no_trace():
    item, room = standing(RoomFactory()), RoomFactory()
    services.place_item(item=item, by=StaffFactory(), room=room)
    assert Placement.objects.get(item=item).room == room


def test_the_old_photo_goes_once_the_new_one_is_kept(django_capture_on_commit_callbacks):
    item, by = thing(), StaffFactory()
    old = services.photograph_item(item=item, photo=upload(png()), by=by).photo
    with django_capture_on_commit_callbacks(execute=True):
        services.photograph_item(item=item, photo=upload(png()), by=by)
        assert old.storage.exists(old.name)
    assert not old.storage.exists(old.name)


def test_what_was_missing_is_found_again():
    room, by = RoomFactory(), StaffFactory()
    item = standing(room)
    services.set_item_state(item=item, state="missing", by=by)
    take = services.begin_stock_take(room=room, by=by)
    services.count_item(take=take, item=item, by=by)
    services.end_stock_take(take=take, by=by)
    item.refresh_from_db()
    assert item.state == ItemState.IN_USE


def test_a_bound_gift_found_elsewhere_is_carried_back():
    bound = accepted(wished_use="图书室", use_binds=True).items.get()
    home, room, by = RoomFactory(), RoomFactory(), StaffFactory()
    services.place_item(item=bound, by=by, room=home, use="图书室")
    services.place_item(item=bound, by=by, place="仓库")
    take = services.begin_stock_take(room=room, by=by)
    services.count_item(take=take, item=bound, by=by)
    services.end_stock_take(take=take, by=by)
    assert str(selectors.place_of(bound)) == "仓库"


def test_a_lot_may_be_found_in_part(client):
    room = RoomFactory()
    lot = standing(room, 10)
    log_in(client, StaffFactory())
    assert client.post(reverse("stock_rooms"), {"room": room.pk}).status_code == 302
    assert client.post(reverse("stock_rooms"), {"room": room.pk}).status_code == 409
    take = StockTake.objects.get()
    count = reverse("count_item", args=[take.pk])
    for wrong, status in (({"code": "NOTHING1"}, 422), ({}, 422), ({"code": lot.code, "found": "11"}, 422)):
        assert client.post(count, wrong).status_code == status
    assert client.post(count, {"code": lot.label_url, "found": "8"}).status_code == 302
    assert client.post(count, {"code": lot.code.lower(), "found": "9"}).status_code == 302
    assert StockCount.objects.get().found == 9
    page = client.get(reverse("stock_take", args=[take.pk])).content.decode()
    assert "9 / 10" in page
    assert client.post(reverse("end_stock_take", args=[take.pk])).status_code == 302
    assert client.post(reverse("end_stock_take", args=[take.pk])).status_code == 409


@pytest.mark.parametrize("name", ["stock_take", "count_item", "end_stock_take"])
def test_counting_is_for_staff(client, name):
    take = services.begin_stock_take(room=RoomFactory(), by=StaffFactory())
    address = reverse(name, args=[take.pk])
    log_in(client, UserFactory())
    assert client.get(address).status_code == 403
    log_in(client, StaffFactory())
    wrong = client.post if name == "stock_take" else client.get
    assert wrong(address).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_counting_takes_few_queries(client, django_assert_num_queries, count):
    room = RoomFactory()
    take = services.begin_stock_take(room=room, by=StaffFactory())
    for _each in range(count):
        standing(room)
        services.count_item(take=take, item=standing(room), by=StaffFactory())
    log_in(client, StaffFactory())
    address = reverse("stock_take", args=[take.pk])
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)


@pytest.mark.slow
def test_two_thousand_things_are_counted(client, django_assert_max_num_queries):
    room, by = RoomFactory(), StaffFactory()
    gift = accepted(lines=[("图书", 1, "册")])
    first = gift.items.get()
    Item.objects.bulk_create(
        Item(gift=gift, position=number, what="书架", count=1, unit="个", state="in_use") for number in range(2, 2001)
    )
    services.place_item(item=first, by=by, room=room)
    during = Placement.objects.get().during
    others = Item.objects.exclude(pk=first.pk)
    Placement.objects.bulk_create(Placement(item=each, room=room, during=during) for each in others)
    take = services.begin_stock_take(room=room, by=by)
    StockCount.objects.bulk_create(StockCount(take=take, item=each, found=1) for each in others[:1990])
    log_in(client, by)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("stock_take", args=[take.pk])).status_code == 200
    assert services.end_stock_take(take=take, by=by).missing == 10


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("https://portal.example/donations/things/ABCD1234/", "ABCD1234"),
        ("abcd-1234", "ABCD1234"),
        ("", ""),
        ("///", ""),
    ],
)
def test_a_label_is_read_or_typed(scanned, code):
    assert code_in(scanned) == code
