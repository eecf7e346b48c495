"""The desk of donations: offers for others, decisions, values, cash counted by two, restricted uses, permissions."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from community.models import Message
from community.registers.dashboard import lines_for
from donations import selectors, services
from donations.enums import GiftState
from donations.fund import services as fund
from donations.fund.roles import SIGNATORY, TREASURER
from donations.fund.rules.vouchers import mark_of
from donations.models import CashSlip, CertificateBatch, Gift, GiftPhoto, UseConsent
from donations.names import credit_check_sign
from donations.rules.thanks import things_in_words
from tests.donations.factories import accepted, counted, in_days, offer, thanked, thing
from tests.donations.pictures import png, upload
from tests.factories import RoomFactory, StaffFactory, UserFactory
from tests.fund.factories import make_voucher, person
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db

BODY = "91610100MA6TG0XXX"
CODE = BODY + credit_check_sign(BODY)
TAKEN = {
    "kind_1": "company",
    "name_1": "𰻝𰻝面馆",
    "credit_code_1": CODE,
    "kind_2": "group",
    "name_2": "三单元邻居",
    "kind_3": "person",
    "publicity": "full",
    "what_1": "面条",
    "count_1": "100",
    "unit_1": "碗",
    "condition_1": "new",
    "condition_2": "new",
    "condition_3": "new",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path


def post(client, name, *keys, **form):
    return client.post(reverse(name, args=keys), form)


def bound(**fields) -> Gift:
    return accepted(wished_use="音乐教室", use_binds=True, **fields)


def test_staff_take_offers_for_companies_groups_and_several(client):
    log_in(client, StaffFactory())
    assert client.get(reverse("desk_offer_gift")).status_code == 200
    assert post(client, "desk_offer_gift", **TAKEN).status_code == 302
    givers = Gift.objects.get().donors.order_by("pk")
    assert [(each.kind, each.name, each.credit_code) for each in givers] == [
        ("company", "𰻝𰻝面馆", CODE),
        ("group", "三单元邻居", ""),
    ]


def test_who_stays_unnamed_may_give_at_the_desk(client):
    log_in(client, StaffFactory())
    post(client, "desk_offer_gift", **TAKEN | {"kind_1": "unnamed", "name_1": "", "credit_code_1": "", "name_2": ""})
    assert Gift.objects.get().donors.get().name == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"credit_code_1": CODE[:-1] + ("A" if CODE[-1] != "A" else "B")},
        {"name_1": "王😀"},
        {"name_1": "", "name_2": ""},
        {"phone_1": "13899999999"},
        {"phone_1": "13899999998"},  # a login that is closed
        {"count_1": "0"},
        {"amount": "-1"},
        {"use_binds": "on"},
        {"photos": "none"},
    ],
)
def test_a_wrong_offer_at_the_desk_is_refused(client, wrong):
    log_in(client, StaffFactory())
    UserFactory(phone="13899999998", is_active=False)
    wrong = wrong | ({"photos": upload(b"none")} if "photos" in wrong else {})
    assert post(client, "desk_offer_gift", **TAKEN | wrong).status_code == 422
    assert not Gift.objects.exists()


def test_photos_are_for_the_giver_and_staff(client):
    gift = offer()
    address = reverse("add_gift_photos", args=[gift.pk])
    log_in(client, gift.offered_by)
    assert client.post(address, {"photos": [upload(png()), upload(png())]}).status_code == 302
    assert client.post(address, {"photos": upload(b"none")}).status_code == 422
    assert client.post(address, {"photos": [upload(png()) for _each in range(5)]}).status_code == 422
    photo = GiftPhoto.objects.filter(gift=gift).first()
    picture = reverse("gift_photo", args=[gift.pk, photo.pk])
    assert client.get(picture)["Content-Type"] == "image/webp"
    assert client.get(f"/media/{photo.photo.name}").status_code == 404
    log_in(client, UserFactory())
    assert client.get(picture).status_code == 404
    assert client.post(address, {"photos": upload(png())}).status_code == 404


def test_staff_accept_a_part_or_decline_with_a_letter(client):
    gift, other = offer(lines=[("图书", 400, "册"), ("玩具", 3, "件")]), offer()
    books, toys = gift.lines.all()
    log_in(client, StaffFactory())
    too_many = {f"line_{books.pk}": "401", f"line_{toys.pk}": "0"}
    assert post(client, "accept_gift", gift.pk, **too_many).status_code == 422
    assert post(client, "accept_gift", gift.pk, **too_many | {f"line_{books.pk}": "362"}).status_code == 302
    assert [item.count for item in gift.items.all()] == [362]
    assert post(client, "decline_gift", other.pk, reason="unsafe", letter="没有3C标志，谢谢您。").status_code == 302
    assert post(client, "decline_gift", other.pk, reason="unsafe").status_code == 409
    assert "3C" in Message.objects.get(kind="gift_declined").body


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_takes_few_queries(client, django_assert_num_queries, count):
    log_in(client, StaffFactory())
    for _each in range(count):
        offer()
        accepted()
        bound()
        loan = services.lend_item(item=thing(), borrower=UserFactory(), due_on=in_days(0), by=StaffFactory())
        type(loan).objects.update(due_on=in_days(-1))
        services.begin_repair(item=thing(), fault="坏了", by=StaffFactory())
        services.begin_stock_take(room=RoomFactory(), by=StaffFactory())
        services.count_cash(gift=accepted(amount=Decimal(5)), amount=Decimal(5), by=StaffFactory())
    client.get(reverse("gift_desk"))
    with django_assert_num_queries(14):
        assert client.get(reverse("gift_desk")).status_code == 200


def test_a_value_is_kept_and_printed_where_the_giver_wishes(client):
    gift = accepted()
    log_in(client, StaffFactory())
    said = {"value": "12000", "valued_by": "琴行王师傅", "valued_how": "二手行情"}
    for wrong in ({"value": "-1"}, {"value": "1.005"}, {"valued_by": ""}):
        assert post(client, "value_gift", gift.pk, **said | wrong).status_code == 422
    assert post(client, "value_gift", gift.pk, **said).status_code == 302
    gift.refresh_from_db()
    assert things_in_words(gift) == "钢琴壹架"
    post(client, "value_gift", gift.pk, **said, prints_value="on")
    [certificate] = services.issue_certificates(gifts=[gift], by=StaffFactory())
    assert certificate.facts["things"] == "钢琴壹架，价值人民币壹万贰仟元整（¥12,000.00）"
    assert post(client, "value_gift", gift.pk, **said, prints_value="on").status_code == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.update(value=-1)


def test_who_counted_first_may_count_again(client):
    gift = accepted(lines=[], amount=Decimal("88.80"))
    log_in(client, StaffFactory())
    for total in ("80.00", "88.80"):
        assert post(client, "count_gift_cash", gift.pk, sum=total).status_code == 302
    slip = CashSlip.objects.get()
    assert (slip.amount, slip.confirmed_at) == (Decimal("88.80"), None)


def test_two_people_count_cash_on_a_numbered_slip(client):
    gift, one = accepted(lines=[], amount=Decimal("88.80")), StaffFactory()
    refused("uncounted", services.issue_certificates, gifts=[gift], by=one)
    slip = services.count_cash(gift=gift, amount=Decimal("88.80"), by=one)
    refused("same_person", services.confirm_cash, slip=slip, amount=Decimal("88.80"), by=one)
    log_in(client, StaffFactory())
    assert post(client, "count_gift_cash", gift.pk, sum="88.00").status_code == 422
    assert post(client, "count_gift_cash", gift.pk, sum="88.80").status_code == 302
    assert post(client, "count_gift_cash", gift.pk, sum="88.80").status_code == 409
    slip.refresh_from_db()
    assert (slip.number[:2], slip.number[-6:], slip.confirmed_at is not None) == ("XJ", "000001", True)
    assert services.issue_certificates(gifts=[gift], by=one)
    for change in ({"amount": 9}, {"number": "XJ2026-000009"}, {"confirmed_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CashSlip.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        CashSlip.objects.all().delete()


def test_the_sum_of_a_gift_is_what_two_found():
    gift = accepted(lines=[], amount=Decimal(100))
    slip = services.count_cash(gift=gift, amount=Decimal(90), by=StaffFactory())
    services.confirm_cash(slip=slip, amount=Decimal(90), by=StaffFactory())
    gift.refresh_from_db()
    assert gift.amount == 90
    refused("bad_state", services.count_cash, gift=accepted(), amount=Decimal(1), by=StaffFactory())
    refused("bad_amount", services.count_cash, gift=gift, amount=Decimal("0.001"), by=StaffFactory())


def test_cash_is_a_reminder_until_the_fund_shows_it():
    gift = counted(accepted(lines=[], amount=Decimal("88.80")))
    staff = StaffFactory()
    assert any(line.count == 1 and "/desk/" in line.url for line in lines_for(staff))
    for amount, left in ((8_000, 1), (8_880, 0)):
        path = gift.get_absolute_url()
        voucher = make_voucher(person(TREASURER), "income", amount, about_label="捐款", about_path=path)
        fund.sign_voucher(voucher=voucher, by=person(SIGNATORY), mark=mark_of(voucher))
        assert len(selectors.open_slips()) == left


def test_a_bound_gift_serves_another_use_after_a_recorded_yes(client):
    gift, by, room = bound(), StaffFactory(), RoomFactory()
    item = gift.items.get()
    services.place_item(item=item, by=by, place="仓库")
    refused("use_binds", services.place_item, item=item, by=by, room=room)
    assert services.place_item(item=item, by=by, room=room, use="音乐教室").use == "音乐教室"
    log_in(client, by)
    assert post(client, "ask_other_use", gift.pk, use="合唱排练").status_code == 302
    assert post(client, "ask_other_use", gift.pk, use="合唱排练").status_code == 409
    consent = UseConsent.objects.get()
    assert Message.objects.get(kind="gift_use_asked").user == gift.offered_by
    refused("use_binds", services.place_item, item=item, by=by, room=room, use="合唱排练")
    assert post(client, "answer_other_use", gift.pk, consent.pk, answer="yes").status_code == 422
    log_in(client, gift.offered_by)
    assert post(client, "answer_other_use", gift.pk, consent.pk, answer="perhaps").status_code == 422
    assert post(client, "answer_other_use", gift.pk, consent.pk, answer="yes").status_code == 302
    assert post(client, "answer_other_use", gift.pk, consent.pk, answer="no").status_code == 409
    assert selectors.uses_of(gift) == ["音乐教室", "合唱排练"]
    log_in(client, by)
    assert post(client, "place_item", item.code, room=room.pk, use="合唱排练").status_code == 302


def test_a_no_binds_as_before():
    gift, by = bound(), StaffFactory()
    consent = services.ask_other_use(gift=gift, use="出租", by=by)
    refused("how_needed", services.answer_other_use, consent=consent, said_yes=False, by=by)
    refused("not_yours", services.answer_other_use, consent=consent, said_yes=True, by=UserFactory())
    services.answer_other_use(consent=consent, said_yes=False, by=by, how="电话")
    refused("use_binds", services.place_item, item=gift.items.get(), by=by, room=RoomFactory(), use="出租")
    refused("not_bound", services.ask_other_use, gift=accepted(), use="出租", by=by)


def test_a_certificate_with_a_wrong_name_is_replaced(client):
    gift, old = thanked(name="欧阳𪨧")
    log_in(client, StaffFactory())
    address = reverse("replace_gift_certificate", args=[gift.pk, old.number])
    assert client.post(address, {"name": "欧阳琴"}).status_code == 422
    assert client.post(address, {"name": "王😀", "reason": "姓名写错"}).status_code == 422
    assert client.post(address, {"name": "欧阳琴", "reason": "姓名写错"}).status_code == 302
    old.refresh_from_db()
    new = gift.givers.get().certificate
    assert (old.replaced_by, new.name, gift.donors.get().name) == (new, "欧阳琴", "欧阳琴")
    assert client.post(address, {"reason": "再来"}).status_code == 404


def test_one_certificate_is_issued_at_once(client):
    gift = accepted(name="王\U00030000")
    log_in(client, StaffFactory())
    answer = client.post(reverse("issue_gift_certificate", args=[gift.pk]))
    assert (answer.status_code, "U+30000" in answer.content.decode()) == (422, True)
    assert client.post(reverse("issue_gift_certificate", args=[gift.pk]), {"leaves_space": "1"}).status_code == 302
    assert client.post(reverse("issue_gift_certificate", args=[gift.pk])).status_code == 409


def test_words_of_a_receipt_are_refused_on_certificates():
    gift = accepted(lines=[("增值税发票", 1, "张")])
    refused("forbidden_words", services.issue_certificates, gifts=[gift], by=StaffFactory())


def test_only_what_was_accepted_is_certified_in_the_database_too():
    _other, certificate = thanked()
    with pytest.raises(IntegrityError), transaction.atomic():
        offer().givers.update(certificate=certificate)


STAFF_VERBS = [
    *((name, 1) for name in ("accept_gift", "decline_gift", "value_gift", "count_gift_cash", "ask_other_use")),
    ("issue_gift_certificate", 1),
    *(("replace_gift_certificate", 2), ("release_gift_certificate", 2)),
]


@pytest.mark.parametrize(("name", "places"), STAFF_VERBS)
def test_only_staff_decide_about_gifts(client, name, places):
    gift, certificate = thanked()
    address = reverse(name, args=[gift.pk, certificate.number][:places])
    log_in(client, gift.offered_by)
    assert client.post(address).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(address).status_code == 405
    assert client.post(address).status_code in (302, 409, 422)


@pytest.mark.parametrize("name", ["gift_desk", "desk_offer_gift", "stock_rooms", "make_certificate_batch"])
def test_the_desk_is_for_staff(client, name):
    log_in(client, UserFactory())
    method = client.post if name == "make_certificate_batch" else client.get
    assert method(reverse(name)).status_code == 403
    log_in(client, StaffFactory())
    assert client.put(reverse(name)).status_code == 405
    assert not CertificateBatch.objects.exists()


def test_the_page_of_a_gift_has_what_staff_need(client):
    gift = bound(amount=Decimal(5))
    log_in(client, StaffFactory())
    page = client.get(gift.get_absolute_url()).content.decode()
    for name in ("count_gift_cash", "ask_other_use", "value_gift"):
        assert reverse(name, args=[gift.pk]) in page
    log_in(client, gift.offered_by)
    assert reverse("value_gift", args=[gift.pk]) not in client.get(gift.get_absolute_url()).content.decode()
    assert gift.state == GiftState.ACCEPTED
