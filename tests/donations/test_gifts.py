"""Offers, decisions, certificates, and donors without a name."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.models import Certificate, Message
from community.registers import personal_data
from donations import services
from donations.enums import GiftState
from donations.models import Donor, Gift, GiftLine
from donations.names import CODE_SIGNS, check_credit_code, check_name, credit_check_sign, family_name
from donations.rules.money import in_capitals
from donations.rules.thanks import public_name
from tests.donations.factories import accepted, offer, thanked
from tests.factories import StaffFactory, UserFactory, make_ward, register_person
from tests.steps import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("105", "壹佰零伍元整"),
        ("1005", "壹仟零伍元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("10005", "壹万零伍元整"),
        ("11000", "壹万壹仟元整"),
        ("20000", "贰万元整"),
        ("1000500", "壹佰万零伍佰元整"),
        ("100010001", "壹亿零壹万零壹元整"),
        ("1000000005", "壹拾亿零伍元整"),
    ],
)
def test_sums_are_written_as_bills_ask(amount, words):
    assert in_capitals(Decimal(amount)) == words


def test_credit_codes_are_checked_by_their_last_sign():
    body = "91610100MA6TG0XXX"
    right = body + credit_check_sign(body)
    check_credit_code(right)
    for wrong in (right[:-1] + ("A" if right[-1] != "A" else "B"), right[:17], right.replace("9", "I", 1), "O" * 18):
        with pytest.raises(ValidationError):
            check_credit_code(wrong)
    assert len(CODE_SIGNS) == 31


def test_a_known_company_has_a_right_code():
    check_credit_code("91350100M000100Y43")  # the example of GB 32100-2015


@pytest.mark.parametrize(
    ("name", "family"), [("欧阳𪨧", "欧阳"), ("周平", "周"), ("阿依古丽·买买提", "阿依古丽"), ("欧阳", "欧")]
)
def test_family_names(name, family):
    assert family_name(name) == family


def test_a_picture_in_a_name_is_named():
    with pytest.raises(ValidationError, match="1F600"):
        check_name("王😀")
    for good in ("欧阳𪨧", "𰻝𰻝面馆", "阿依古丽·买买提", "O'Neil", "邻里（一期）"):
        check_name(good)


def test_an_offer_is_told_and_waits():
    gift = offer()
    assert gift.state == GiftState.OFFERED
    assert Message.objects.get(kind="gift_offered").user == gift.offered_by


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"lines": []}, "nothing"),
        ({"lines": [("书", 0, "册")]}, "invalid"),
        ({"lines": [], "amount": Decimal("-1")}, "invalid"),
        ({"lines": [], "amount": Decimal("1.005")}, "invalid"),
        ({"name": "王" * 200}, "invalid"),
        ({"name": "王😀"}, "invalid"),
        ({"name": ""}, "invalid"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(fields, code):
    refused(code, offer, user=UserFactory(), **fields)
    assert not Gift.objects.exists()
    assert not Donor.objects.exists()


def test_nobody_offers_for_others_but_the_desk():
    user = UserFactory()
    refused("not_yours", offer, user=user, by=UserFactory())
    assert offer(user, by=StaffFactory()).donors.get().user == user


def test_a_guardian_offers_for_a_child():
    parent, stranger = UserFactory(), register_person("别人")
    child = make_ward(parent)
    line = GiftLine(what="积木", unit="盒")
    given = {"gift": Gift(), "lines": [line], "by": parent}
    refused("not_guardian", services.offer_gift, donors=[Donor(name="别人", user=parent, child=stranger)], **given)
    assert services.offer_gift(donors=[Donor(name=child.name, user=parent, child=child)], **given).pk


def test_a_part_is_accepted():
    gift = offer(lines=[("图书", 400, "册"), ("玩具", 3, "件")])
    books, _toys = gift.lines.all()
    refused("too_many", services.accept_gift, gift=gift, by=StaffFactory(), counts={books.pk: 401})
    refused("nothing", services.accept_gift, gift=gift, by=StaffFactory(), counts={})
    services.accept_gift(gift=gift, by=StaffFactory(), counts={books.pk: 362})
    [item] = gift.items.all()
    assert (item.count, item.position) == (362, 1)


def test_an_offer_is_decided_once_by_staff():
    gift = offer()
    refused("not_allowed", services.accept_gift, gift=gift, by=UserFactory())
    refused("reason_needed", services.decline_gift, gift=gift, by=StaffFactory(), reason="")
    services.decline_gift(gift=gift, by=StaffFactory(), reason="unsafe", letter="玩具没有3C标志。")
    assert "3C" in Message.objects.get(kind="gift_declined").body
    refused("bad_state", services.accept_gift, gift=gift, by=StaffFactory())
    refused("bad_state", services.withdraw_offer, gift=gift, by=gift.offered_by)
    refused("not_accepted", services.issue_certificates, gifts=[gift], by=StaffFactory())


def test_a_certificate_says_things_in_capitals():
    _gift, certificate = thanked(lines=[("图书", 362, "册"), ("书架", 4, "个")], amount=Decimal("88.80"))
    assert certificate.number.startswith("JZ")
    assert certificate.facts["things"] == "图书叁佰陆拾贰册、书架肆个、人民币捌拾捌元捌角整（¥88.80）"
    assert certificate.template.title == "捐赠证书"


@pytest.mark.parametrize(
    ("publicity", "on_paper", "person", "shop"),
    [
        ("full", "whole", "王伟", "王伟面馆"),
        ("family", "masked", "王姓邻居", "一家社区单位"),
        ("neighbour", "neighbour", "一位邻居", "一位邻居"),
        ("nothing", "neighbour", "一位邻居", "一位邻居"),
    ],
)
def test_a_name_is_shown_as_its_giver_chose(publicity, on_paper, person, shop):
    _gift, certificate = thanked(name="王伟", publicity=publicity)
    assert certificate.name_shown == on_paper
    donors = (Donor(name="王伟"), Donor(kind=Donor.Kind.COMPANY, name="王伟面馆"))
    shown = [public_name(donor, publicity) for donor in donors]
    assert shown == [person, shop]


def test_a_better_name_for_several_renames_none_of_them():
    by = StaffFactory()
    donors = [Donor(name="王伟"), Donor(name="李娜")]
    gift = services.offer_gift(gift=Gift(), lines=[GiftLine(what="屏风", unit="扇")], donors=donors, by=by)
    services.accept_gift(gift=gift, by=by)
    [old] = services.issue_certificates(gifts=[gift], by=by)
    services.replace_gift_certificate(certificate=old, by=by, reason="写错了", name="王维、李娜")
    assert set(gift.donors.values_list("name", flat=True)) == {"王伟", "李娜"}


def test_all_are_issued_or_none():
    good, bad = accepted(), accepted(name="王\U00030000", user=UserFactory())
    refused("no_glyph", services.issue_certificates, gifts=[good, bad], by=StaffFactory())
    assert not Certificate.objects.filter(kind="gift").exists()
    issued = services.issue_certificates(gifts=[bad, good], by=StaffFactory(), leaves_space=True)
    assert [each.number[-6:] for each in issued] == ["000001", "000002"]
    refused("certified", services.issue_certificates, gifts=[good], by=StaffFactory())


def test_several_givers_share_one_or_have_one_each():
    by = StaffFactory()
    for one_each, names in ((False, ["王伟、李娜"]), (True, ["王伟", "李娜"])):
        gift = services.offer_gift(
            gift=Gift(),
            lines=[GiftLine(what="屏风", unit="扇")],
            donors=[Donor(name="王伟"), Donor(name="李娜")],
            by=by,
        )
        services.accept_gift(gift=gift, by=by)
        issued = services.issue_certificates(gifts=[gift], by=by, one_each=one_each)
        assert [each.name for each in issued] == names
        assert gift.items.count() == 1


def test_who_stays_unnamed_gets_no_paper():
    by = StaffFactory()
    donor = Donor(kind=Donor.Kind.UNNAMED)
    gift = services.offer_gift(gift=Gift(), lines=[GiftLine(what="伞", count=20, unit="把")], donors=[donor], by=by)
    services.accept_gift(gift=gift, by=by)
    refused("unnamed", services.issue_certificates, gifts=[gift], by=by)


def test_a_later_certificate_never_hangs_on_a_revoked_one():
    """donrec#104: later gifts hung on an old receipt."""
    gift, old = thanked()
    services.revoke_gift_certificate(certificate=old, by=StaffFactory(), reason="数量写错了")
    assert Message.objects.filter(kind="gift_certificate_revoked").exists()
    [new] = services.issue_certificates(gifts=[gift], by=StaffFactory())
    assert [giver.certificate for giver in gift.givers.all()] == [new]
    refused("bad_state", services.revoke_gift_certificate, certificate=old, by=StaffFactory(), reason="再撤")


def test_without_a_name_nothing_here_knows_it(client):
    gift, certificate = thanked(name="欧阳𪨧", lines=[("钢琴", 1, "架")])
    proof = certificate.salt
    donor = gift.donors.get()
    refused("not_yours", services.make_donor_nameless, donor=donor, by=UserFactory())
    services.make_donor_nameless(donor=donor, by=donor.user)
    donor.refresh_from_db()
    certificate.refresh_from_db()
    assert (donor.name, certificate.name) == ("", "")
    assert "欧阳" not in str(list(Donor.history.values())) + str(list(Certificate.objects.values()))
    for address in (certificate.get_absolute_url(), reverse("thanks_wall"), gift.items.get().get_absolute_url()):
        assert "欧阳" not in client.get(address).content.decode()
    answer = client.post(certificate.get_absolute_url(), {"name": "欧阳𪨧", "proof": proof})
    assert answer.status_code == 200
    assert "note success" in client.get(certificate.get_absolute_url()).content.decode()


def test_deleting_a_login_leaves_number_and_things():
    gift, certificate = thanked()
    waiting = offer(gift.offered_by)
    exported = personal_data.export_all(gift.offered_by)["donations"]
    assert exported["certificates"][0]["number"] == certificate.number
    personal_data.delete_user(user=gift.offered_by)
    certificate.refresh_from_db()
    waiting.refresh_from_db()
    assert (certificate.name, certificate.is_valid, waiting.state) == ("", True, GiftState.WITHDRAWN)
    assert certificate.facts["things"] == "钢琴壹架"
    assert gift.items.count() == 1


def test_the_database_refuses_a_name_that_came_back():
    gift, _certificate = thanked()
    donor = services.make_donor_nameless(donor=gift.donors.get(), by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Donor.objects.filter(pk=donor.pk).update(name="欧阳")
