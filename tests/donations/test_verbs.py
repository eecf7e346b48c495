"""What each verb of donations owes besides its change: a lock, a signature, a word to who gave, and its limits."""

from decimal import Decimal

import pytest

from community.ranges import today
from donations import services
from donations.enums import DeclineReason, Publicity
from donations.models import CashSlip, Donor, Gift, GiftLine, Item, Loan
from donations.rules.money import in_capitals, whole
from tests.donations.factories import accepted, counted, in_days, offer, thanked, thing
from tests.factories import RoomFactory, StaffFactory, UserFactory
from tests.locking import locked
from tests.steps import kinds_to, refused, signed

pytestmark = pytest.mark.django_db

GIFT, ITEM = "donations_gift", "donations_item"


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


@pytest.fixture
def giver():
    return UserFactory(name="欧阳𪨧")


def test_an_offer_is_signed_and_told_and_is_ones_own(giver, staff):
    gift = offer(giver)
    assert (gift.offered_by, gift.state, signed(gift), kinds_to(giver)) == (giver, "offered", giver, ["gift_offered"])
    line = [GiftLine(what="图书", count=1, unit="册")]
    for_other = {"gift": Gift(), "lines": line, "donors": [Donor(name="周平", user=giver)]}
    refused("not_yours", services.offer_gift, **for_other, by=UserFactory())
    refused("nothing", services.offer_gift, gift=Gift(), lines=[], donors=[Donor(name="周平", user=giver)], by=giver)
    refused("nothing", services.offer_gift, gift=Gift(), lines=line, donors=[], by=staff)
    assert services.offer_gift(**for_other, by=staff).offered_by == staff


def test_an_offer_is_withdrawn_by_who_made_it_while_it_waits(giver, staff):
    gift = offer(giver)
    refused("not_yours", services.withdraw_offer, gift=gift, by=staff)
    assert locked(lambda: services.withdraw_offer(gift=gift, by=giver)) == [GIFT]
    gift.refresh_from_db()
    assert (gift.state, signed(gift)) == ("withdrawn", giver)
    refused("bad_state", services.withdraw_offer, gift=gift, by=giver)


def test_accepting_is_staffs_signed_told_and_makes_things_of_what_was_taken(giver, staff):
    gift = offer(giver, lines=[("钢琴", 1, "架"), ("图书", 5, "册"), ("椅子", 2, "把")])
    piano, books, chairs = gift.lines.order_by("pk")
    refused("not_allowed", services.accept_gift, gift=gift, by=giver)
    for counts, code in (({books.pk: 6}, "too_many"), ({books.pk: -1}, "too_many"), ({}, "nothing")):
        refused(code, services.accept_gift, gift=gift, by=staff, counts=counts)
    assert locked(lambda: services.accept_gift(gift=gift, by=staff, counts={books.pk: 5, chairs.pk: 1})) == [GIFT]
    gift.refresh_from_db(), piano.refresh_from_db()
    assert (gift.state, gift.decided_by, signed(gift), piano.accepted) == ("accepted", staff, staff, 0)
    items = list(gift.items.order_by("position").values_list("position", "what", "count", "unit"))
    assert items == [(1, "图书", 5, "册"), (2, "椅子", 1, "把")]
    assert kinds_to(giver)[-1] == "gift_accepted"
    refused("bad_state", services.accept_gift, gift=gift, by=staff)


def test_declining_is_staffs_for_a_reason_that_is_one(giver, staff):
    gift = offer(giver)
    reason = DeclineReason.values[0]
    refused("not_allowed", services.decline_gift, gift=gift, by=giver, reason=reason)
    refused("reason_needed", services.decline_gift, gift=gift, by=staff, reason="so")
    assert locked(lambda: services.decline_gift(gift=gift, by=staff, reason=reason, letter=f" {'谢' * 600}")) == [GIFT]
    gift.refresh_from_db()
    assert (gift.state, gift.decline_reason, gift.letter, signed(gift)) == ("declined", reason, "谢" * 500, staff)
    assert kinds_to(giver)[-1] == "gift_declined"
    refused("bad_state", services.decline_gift, gift=gift, by=staff, reason=reason)


def test_a_value_is_noted_by_staff_and_taken_away_whole(giver, staff):
    gift = accepted(giver)
    valuing = {"gift": gift, "valued_by": " 王老师 ", "valued_how": " 市价 ", "prints_value": True}
    refused("not_allowed", services.value_gift, **valuing, value=Decimal(88), by=giver)
    valued = services.value_gift(**valuing, value=Decimal(88), by=staff)
    assert (valued.value, valued.valued_by, valued.valued_how, valued.prints_value) == (88, "王老师", "市价", True)
    assert signed(valued) == staff
    gone = services.value_gift(**valuing, value=None, by=staff)
    assert (gone.value, gone.valued_by, gone.valued_how, gone.prints_value) == (None, "", "", False)
    paper, _certificate = thanked()
    refused("certified", services.value_gift, **(valuing | {"gift": paper}), value=Decimal(88), by=staff)


def test_cash_is_counted_by_two_who_find_the_same(staff):
    gift, other = accepted(lines=[], amount=Decimal("88.80")), StaffFactory()
    counting = {"gift": gift, "by": staff}
    refused("not_allowed", services.count_cash, gift=gift, amount=Decimal(1), by=UserFactory())
    for amount in (Decimal(0), Decimal("-1"), Decimal("0.001")):
        refused("bad_amount", services.count_cash, **counting, amount=amount)
    assert locked(lambda: services.count_cash(**counting, amount=Decimal("80.00")))[0] == GIFT
    slip = services.count_cash(**counting, amount=Decimal("90.00"))
    assert (CashSlip.objects.count(), slip.amount, slip.counted_by) == (1, Decimal("90.00"), staff)
    refused("same_person", services.confirm_cash, slip=slip, amount=Decimal("90.00"), by=staff)
    refused("differs", services.confirm_cash, slip=slip, amount=Decimal("90.01"), by=other)
    refused("not_allowed", services.confirm_cash, slip=slip, amount=Decimal("90.00"), by=UserFactory())
    assert locked(lambda: services.confirm_cash(slip=slip, amount=Decimal("90.00"), by=other))[0] == GIFT
    gift.refresh_from_db(), slip.refresh_from_db()
    assert (gift.amount, slip.confirmed_by, signed(gift)) == (Decimal("90.00"), other, other)
    refused("bad_state", services.confirm_cash, slip=slip, amount=Decimal("90.00"), by=other)
    refused("bad_state", services.count_cash, **counting, amount=Decimal(1))
    refused("bad_state", services.count_cash, gift=accepted(), amount=Decimal(1), by=staff)
    refused("bad_state", services.count_cash, gift=offer(lines=[], amount=Decimal(1)), amount=Decimal(1), by=staff)


def test_a_thing_stands_in_one_place_and_its_giver_hears_of_the_room_once(giver, staff):
    item = accepted(giver).items.get()
    refused("not_allowed", services.place_item, item=item, by=giver, place="库房")
    refused("nowhere", services.place_item, item=item, by=staff, place=" ")
    assert locked(lambda: services.place_item(item=item, by=staff, place=f" {'库' * 70}")) == [ITEM]
    assert item.placements.get().place == "库" * 60
    room = RoomFactory()
    services.place_item(item=item, by=staff, room=room)
    services.place_item(item=item, by=staff, room=RoomFactory())
    item.refresh_from_db()
    assert (item.state, signed(item)) == ("in_use", staff)
    assert item.placements.filter(during__endswith__isnull=True).count() == 1
    assert kinds_to(giver).count("gift_in_room") == 1


def test_pieces_are_lent_until_all_are_out_and_come_back(staff):
    item, borrower = thing(3), UserFactory()
    lending = {"item": item, "borrower": borrower, "by": staff}
    refused("not_allowed", services.lend_item, **(lending | {"by": borrower}), due_on=today())
    refused("past", services.lend_item, **lending, due_on=in_days(-1))
    refused("unknown", services.lend_item, **lending, due_on=today(), count=0)
    assert locked(lambda: services.lend_item(**lending, due_on=today(), count=2)) == [ITEM]
    item.refresh_from_db()
    assert item.state == "in_store"
    refused("all_lent", services.lend_item, **lending, due_on=today(), count=2)
    second = services.lend_item(**lending, due_on=in_days(9))
    assert (second.count, second.lent_by, Item.objects.get(pk=item.pk).state) == (1, staff, "lent")
    refused("lent", services.set_item_state, item=item, state="in_store", by=staff)
    refused("lent", services.ask_to_retire_item, item=item, by=staff, reason="坏了")
    refused("not_allowed", services.take_back_item, loan=second, by=borrower)
    services.take_back_item(loan=second, by=staff)
    assert Item.objects.get(pk=item.pk).state == "in_store"
    refused("bad_state", services.take_back_item, loan=second, by=staff)
    services.set_item_state(item=item, state="missing", by=staff)
    refused("bad_state", services.lend_item, **lending, due_on=today())
    refused("unknown", services.set_item_state, item=item, state="retired", by=staff)


@pytest.mark.parametrize(("days", "told"), [(0, 1), (1, 1), (2, 0)])
def test_a_loan_is_reminded_of_the_day_before_once(staff, days, told):
    borrower = UserFactory()
    services.lend_item(item=thing(), borrower=borrower, due_on=in_days(days), by=staff)
    assert (services.remind_of_loans(), services.remind_of_loans()) == (told, 0)
    assert kinds_to(borrower) == ["gift_loan_due"] * told
    assert Loan.objects.filter(reminded_at=None).count() == 1 - told


def test_a_thing_is_retired_by_two_and_its_giver_hears_it(giver, staff):
    item, other = accepted(giver).items.get(), StaffFactory()
    services.place_item(item=item, by=staff, place="库房")
    refused("not_asked", services.retire_item, item=item, by=other)
    refused("not_allowed", services.ask_to_retire_item, item=item, by=giver, reason="坏了")
    refused("reason_needed", services.ask_to_retire_item, item=item, by=staff, reason=" ")
    services.ask_to_retire_item(item=item, by=staff, reason=f" {'坏' * 300}")
    refused("same_person", services.retire_item, item=item, by=staff)
    refused("not_allowed", services.retire_item, item=item, by=giver)
    assert locked(lambda: services.retire_item(item=item, by=other)) == [ITEM]
    item.refresh_from_db()
    assert (item.state, item.retired_by, item.retire_reason, signed(item)) == ("retired", other, "坏" * 200, other)
    assert not item.placements.filter(during__endswith__isnull=True).exists()
    assert kinds_to(giver)[-1] == "gift_retired"
    refused("retired", services.place_item, item=item, by=staff, place="库房")


def test_how_much_is_told_is_the_givers_to_say(giver, staff):
    gift, certificate = thanked(giver)
    refused("unknown", services.show_donor, gift=gift, as_="all", by=giver)
    refused("not_yours", services.show_donor, gift=gift, as_=Publicity.FULL, by=UserFactory())
    assert locked(lambda: services.show_donor(gift=gift, as_=Publicity.NEIGHBOUR, by=giver))[0] == GIFT
    gift.refresh_from_db(), certificate.refresh_from_db()
    assert (gift.publicity, certificate.name_shown, signed(gift)) == ("neighbour", "neighbour", giver)
    assert kinds_to(giver)[-1] == "gift_certificate"


def test_two_records_of_one_giver_become_one_and_fill_gaps(staff):
    keep = Donor.objects.create(name="周平", kind="person")
    other = Donor.objects.create(name="周平", kind="person", user=UserFactory(), credit_code="91610131MA6TYNQX4B")
    user = other.user
    refused("not_allowed", services.merge_donors, keep=keep, other=other, by=UserFactory())
    refused("same_person", services.merge_donors, keep=keep, other=keep, by=staff)
    assert locked(lambda: services.merge_donors(keep=keep, other=other, by=staff))[0] == "donations_donor"
    keep.refresh_from_db(), other.refresh_from_db()
    assert (keep.user, other.user, other.name, other.merged_into, bool(other.nameless_at)) == (
        user,
        None,
        "",
        keep,
        True,
    )
    assert (keep.credit_code, other.credit_code) == ("91610131MA6TYNQX4B", "")
    refused("bad_state", services.merge_donors, keep=keep, other=other, by=staff)
    twin = Donor.objects.create(name="周平", kind="person", user=UserFactory())
    refused("two_logins", services.merge_donors, keep=keep, other=twin, by=staff)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"), ("0.01", "壹分"), ("0.10", "壹角整"), ("1", "壹元整"), ("1.01", "壹元零壹分"),
        ("1.10", "壹元壹角整"), ("10", "壹拾元整"), ("1005.30", "壹仟零伍元叁角整"), ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"), ("100100000", "壹亿零壹拾万元整"), ("1000010", "壹佰万零壹拾元整"),
        ("99999.99", "玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)  # fmt: skip
def test_sums_are_said_as_bills_say_them(amount, words):
    assert in_capitals(Decimal(amount)) == words


def test_counts_are_said_in_capitals_too():
    assert [whole(each) for each in (0, 7, 20, 101, 362, 9999, 100_002_000)] == [
        "零", "柒", "贰拾", "壹佰零壹", "叁佰陆拾贰", "玖仟玖佰玖拾玖", "壹亿零贰仟",
    ]  # fmt: skip


def test_money_is_thanked_for_once_two_have_counted_it(giver, staff):
    gift = accepted(giver, lines=[], amount=Decimal("88.80"))
    refused("uncounted", services.issue_certificates, gifts=[gift], by=staff)
    counted(gift)
    refused("not_allowed", services.issue_certificates, gifts=[gift], by=giver)
    [certificate] = services.issue_certificates(gifts=[gift], by=staff)
    assert certificate.name == "欧阳𪨧"
    refused("certified", services.issue_certificates, gifts=[gift], by=staff)
    refused("not_allowed", services.revoke_gift_certificate, certificate=certificate, by=giver, reason="有误")
    services.revoke_gift_certificate(certificate=certificate, by=staff, reason="有误")
    assert kinds_to(giver)[-1] == "gift_certificate_revoked"
    assert services.issue_certificates(gifts=[gift], by=staff)


def test_who_gives_for_two_hears_it_once(giver, staff):
    donors = [Donor(name="王伟", user=giver), Donor(name="周小雨", user=giver)]
    line = GiftLine(what="积木", count=1, unit="盒")
    services.offer_gift(gift=Gift(), lines=[line], donors=donors, by=staff)
    assert kinds_to(giver) == ["gift_offered"]


def test_the_use_that_was_wished_needs_no_other_consent(staff):
    bound = accepted(wished_use="图书室", use_binds=True)
    refused("not_bound", services.ask_other_use, gift=bound, use="图书室", by=staff)
    refused("not_bound", services.ask_other_use, gift=accepted(wished_use="图书室"), use="展览", by=staff)
