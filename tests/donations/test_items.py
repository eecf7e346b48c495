"""Things: one place at a time, never lent beyond their count, retired by two people."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from community.errors import DomainError
from community.models import Message
from donations import selectors, services
from donations.enums import ItemState
from donations.models import Loan, Placement
from tests.donations.factories import in_days, thanked, thing
from tests.factories import RoomFactory, StaffFactory, UserFactory
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def test_a_thing_stands_in_one_place_at_a_time():
    item, by = thing(), StaffFactory()
    first, second = RoomFactory(), RoomFactory()
    services.place_item(item=item, by=by, room=first)
    services.place_item(item=item, by=by, room=second, place="窗边")
    assert selectors.place_of(item).room == second
    assert Placement.objects.filter(item=item).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(item=item, room=first, during=Placement.objects.last().during)
    refused("nowhere", services.place_item, item=item, by=by)
    refused("not_allowed", services.place_item, item=item, by=UserFactory(), room=first)


def test_the_giver_is_told_where_it_stands():
    gift, _certificate = thanked()
    services.place_item(item=gift.items.get(), by=StaffFactory(), room=RoomFactory())
    assert "钢琴" in Message.objects.get(kind="gift_in_room").subject


def test_a_number_joins_certificate_and_thing():
    gift, certificate = thanked()
    assert selectors.number_of(gift.items.get()) == f"{certificate.number}/1"
    assert selectors.number_of(thing()) == ""


def test_a_lot_lends_no_more_than_it_has():
    lot, by = thing(10), StaffFactory()
    loan = services.lend_item(item=lot, borrower=UserFactory(), due_on=in_days(7), by=by, count=8)
    refused("all_lent", services.lend_item, item=lot, borrower=UserFactory(), due_on=in_days(7), by=by, count=3)
    services.take_back_item(loan=loan, by=by)
    refused("bad_state", services.take_back_item, loan=loan, by=by)
    assert services.lend_item(item=lot, borrower=UserFactory(), due_on=in_days(0), by=by, count=10).pk
    refused("past", services.lend_item, item=lot, borrower=UserFactory(), due_on=in_days(-1), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.create(item=lot, count=1, due_on=in_days(1))


def test_who_borrowed_is_reminded_once():
    loan = services.lend_item(item=thing(), borrower=UserFactory(), due_on=in_days(1), by=StaffFactory())
    assert (services.remind_of_loans(), services.remind_of_loans()) == (1, 0)
    assert Message.objects.filter(kind="gift_loan_due", user=loan.borrower).count() == 1


def test_two_sign_that_a_thing_is_retired(client):
    gift, certificate = thanked()
    item, one, two = gift.items.get(), StaffFactory(), StaffFactory()
    services.place_item(item=item, by=one, room=RoomFactory())
    refused("not_asked", services.retire_item, item=item, by=one)
    refused("reason_needed", services.ask_to_retire_item, item=item, by=one, reason=" ")
    services.ask_to_retire_item(item=item, by=one, reason="琴板开裂，修不好了")
    log_in(client, one)
    places = reverse("place_item", args=[item.code])
    assert places in client.get(item.get_absolute_url()).content.decode()
    refused("same_person", services.retire_item, item=item, by=one)
    services.retire_item(item=item, by=two)
    item.refresh_from_db()
    certificate.refresh_from_db()
    assert (item.state, certificate.is_valid, selectors.place_of(item)) == (ItemState.RETIRED, True, None)
    assert "琴板" in Message.objects.get(kind="gift_retired").body
    assert places not in client.get(item.get_absolute_url()).content.decode()
    refused("retired", services.place_item, item=item, by=one, place="仓库")
    refused("retired", services.lend_item, item=item, borrower=UserFactory(), due_on=in_days(1), by=one)


def test_what_is_lent_is_not_retired():
    item, by = thing(), StaffFactory()
    services.lend_item(item=item, borrower=UserFactory(), due_on=in_days(1), by=by)
    refused("lent", services.ask_to_retire_item, item=item, by=by, reason="旧了")


def test_what_is_lent_is_not_retired_by_anybody():
    item = thing()
    services.lend_item(item=item, borrower=UserFactory(), due_on=in_days(1), by=StaffFactory())
    with pytest.raises(IntegrityError, match="lent"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE donations_item SET state = 'retired', retired_at = now(), retire_reason = 'x'")


def test_a_thing_is_lent_once_all_its_pieces_are():
    lot, by = thing(2), StaffFactory()
    services.place_item(item=lot, by=by, room=RoomFactory())
    loans = [services.lend_item(item=lot, borrower=UserFactory(), due_on=in_days(1), by=by) for _each in range(2)]
    lot.refresh_from_db()
    assert lot.state == ItemState.LENT
    refused("lent", services.set_item_state, item=lot, state="in_store", by=by)
    services.take_back_item(loan=loans[0], by=by)
    lot.refresh_from_db()
    assert lot.state == ItemState.IN_USE


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_ten_pieces_ten_are_lent_however_many_ask():
    lot, by, borrower = thing(10), StaffFactory(), UserFactory()
    codes, together = [], threading.Barrier(16)

    def lend() -> None:
        together.wait()
        try:
            services.lend_item(item=lot, borrower=borrower, due_on=in_days(3), by=by)
        except DomainError as error:
            codes.append(error.code)
        connection.close()

    threads = [threading.Thread(target=lend) for _each in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert codes == ["all_lent"] * 6
    assert Loan.objects.count() == 10
