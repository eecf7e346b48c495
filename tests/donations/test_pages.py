"""The wall, offering, the reader's gifts, and the page of a label: what works, for whom, and at what cost."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from community.registers import foyer
from community.registers.workdesk import work_desk_of
from donations import services
from donations.models import CertificateBatch, Gift
from tests.donations.factories import accepted, in_days, offer, thanked, thing
from tests.factories import RoomFactory, StaffFactory, UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db

OFFER = {
    "giver": "me",
    "name": "欧阳𪨧",
    "kind": "person",
    "publicity": "full",
    "what_1": "钢琴",
    "count_1": "1",
    "unit_1": "架",
    "condition_1": "good",
}


def wall(client):
    return client.get(reverse("thanks_wall")).content.decode()


@pytest.mark.parametrize(
    ("publicity", "read"),
    [("full", "欧阳𪨧"), ("family", "欧阳姓邻居"), ("neighbour", "一位邻居"), ("nothing", "")],
)
def test_the_wall_tells_what_each_giver_allows(client, publicity, read):
    gift, _certificate = thanked(name="欧阳𪨧")
    services.show_donor(gift=gift, as_=publicity, by=gift.offered_by)
    page = wall(client)
    assert ("钢琴 1架" in page) == bool(read)
    assert read in page
    assert ("欧阳𪨧" in page) == (publicity == "full")


def test_publicity_withdrawn_holds_from_the_next_answer_on(client):
    gift, certificate = thanked(name="欧阳𪨧")
    assert "欧阳𪨧" in wall(client)
    log_in(client, gift.offered_by)
    client.post(reverse("gift_publicity", args=[gift.pk]), {"publicity": "nothing"})
    client.logout()
    assert "欧阳" not in wall(client)
    assert "欧阳" not in client.get(certificate.get_absolute_url()).content.decode()
    assert not foyer.thanks()


@pytest.mark.parametrize("count", [1, 3])
def test_the_wall_takes_few_queries(client, django_assert_num_queries, count):
    for _each in range(count):
        thanked()
    with django_assert_num_queries(6):  # the versions, the ends of the years, four of the page
        wall(client)
    with django_assert_num_queries(1):  # nothing changed meanwhile
        wall(client)


def test_the_wall_has_pages(client, monkeypatch):
    monkeypatch.setattr("donations.views.gifts.PER_PAGE", 2)
    for name in ("王甲", "王乙", "王丙"):
        thanked(name=name)
    first, second = wall(client), client.get(reverse("thanks_wall"), {"page": "2"}).content.decode()
    assert ("王丙" in first, "王甲" in first, "王甲" in second) == (True, False, True)
    for odd in ("0", "-1", "x", "99999999999999999999"):
        assert client.get(reverse("thanks_wall"), {"page": odd}).status_code == 200


def test_offers_are_made_by_form(client):
    user = log_in(client, UserFactory())
    assert client.get(reverse("offer_gift")).status_code == 200
    assert client.post(reverse("offer_gift"), OFFER).status_code == 302
    assert Gift.objects.of(user).get().lines.get().what == "钢琴"
    assert "钢琴" in client.get(reverse("my_gifts")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"what_1": ""},
        {"count_1": "0"},
        {"amount": "-3"},
        {"amount": "1.005"},
        {"credit_code": "123"},
        {"name": "王" * 200},
        {"name": "王😀"},
        {"giver": "99"},
    ],
)
def test_a_wrong_offer_is_refused_in_words(client, wrong):
    log_in(client, UserFactory())
    response = client.post(reverse("offer_gift"), OFFER | wrong)
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert not Gift.objects.exists()


def test_a_gift_is_for_its_giver_and_staff(client):
    gift, certificate = thanked()
    address = gift.get_absolute_url()
    assert client.get(address).status_code == 302
    for reader, status in ((gift.offered_by, 200), (StaffFactory(), 200), (UserFactory(), 404)):
        log_in(client, reader)
        assert client.get(address).status_code == status
        assert client.get(certificate.pdf_url).status_code == status
    for name in ("withdraw_gift", "gift_publicity", "gift_nameless"):
        assert client.get(reverse(name, args=[gift.pk])).status_code == 405
        assert client.post(reverse(name, args=[gift.pk])).status_code == 404


def test_the_way_to_no_name_asks_once(client):
    gift, _certificate = thanked(name="欧阳𪨧")
    log_in(client, gift.offered_by)
    address = reverse("gift_nameless", args=[gift.pk])
    client.post(address)
    assert gift.donors.get().name
    client.post(address, {"sure": "1"})
    assert not gift.donors.get().name


def test_an_offer_is_withdrawn_by_its_giver(client):
    gift = offer()
    log_in(client, gift.offered_by)
    assert client.post(reverse("withdraw_gift", args=[gift.pk])).status_code == 302
    assert client.post(reverse("withdraw_gift", args=[gift.pk])).status_code == 409


def test_a_label_tells_the_story_to_anybody_and_acts_to_staff(client):
    item = thing(story="陪了我们二十年")
    page = client.get(item.get_absolute_url()).content.decode()
    assert "二十年" in page
    assert reverse("lend_item", args=[item.code]) not in page
    log_in(client, StaffFactory())
    assert reverse("lend_item", args=[item.code]) in client.get(item.get_absolute_url()).content.decode()
    assert client.get(reverse("item", args=["NOTHING"])).status_code == 404


VERBS = ["place_item", "item_state", "lend_item", "retire_item"]


@pytest.mark.parametrize("name", VERBS)
def test_only_staff_touch_things(client, name):
    item = thing()
    log_in(client, UserFactory())
    assert client.post(reverse(name, args=[item.code])).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(reverse(name, args=[item.code])).status_code == 405
    assert client.post(reverse(name, args=[item.code])).status_code in (409, 422)


def test_staff_move_lend_and_take_back(client):
    item, room, borrower = thing(3), RoomFactory(), UserFactory()
    log_in(client, StaffFactory())
    client.post(reverse("place_item", args=[item.code]), {"room": room.pk})
    lent = {"phone": borrower.phone, "count": "2", "due_on": in_days(3).isoformat()}
    assert client.post(reverse("lend_item", args=[item.code]), lent).status_code == 302
    assert client.post(reverse("lend_item", args=[item.code]), lent).status_code == 409
    loan = item.loans.get()
    assert client.post(reverse("take_back_item", args=[loan.pk])).status_code == 302
    assert client.post(reverse("item_state", args=[item.code]), {"state": "missing"}).status_code == 302
    assert client.post(reverse("item_state", args=[item.code]), {"state": "in_repair"}).status_code == 422
    client.logout()
    page = client.get(room.get_absolute_url()).content.decode()
    assert "图书3册" in page


def test_printing_labels_changes_nothing(client):
    """snipe-it#18310: "print label" deleted."""
    item = thing()
    before = list(type(item).objects.values())
    assert client.get(reverse("item_labels")).status_code == 302
    log_in(client, UserFactory())
    assert client.get(reverse("item_labels")).status_code == 403
    log_in(client, StaffFactory())
    assert reverse("item_qr", args=[item.code]) in client.get(reverse("item_labels")).content.decode()
    assert client.get(reverse("item_qr", args=[item.code]))["Content-Type"] == "image/svg+xml"
    assert list(type(item).objects.values()) == before


def act(client, action, gifts, **more):
    chosen = {"action": action, "_selected_action": [each.pk for each in gifts], **more}
    return client.post(reverse("admin:donations_gift_changelist"), chosen, follow=True)


def test_staff_decide_thank_and_revoke(client):
    gifts = [offer(), offer()]
    staff = log_in(client, StaffFactory())
    assert len([row for row in work_desk_of(staff).decisions if row.key.startswith("gift-")]) == 2
    act(client, "accept", gifts)
    sheet = act(client, "issue", gifts)
    assert sheet.redirect_chain[-1][0] == reverse("certificate_batch", args=[CertificateBatch.objects.get().pk])
    services.issue_certificates(gifts=gifts, by=staff)
    assert act(client, "revoke", gifts[:1]).status_code == 200
    act(client, "revoke", gifts[:1], reason="写错了")
    assert gifts[0].givers.get().certificate is None
    assert client.get(reverse("admin:donations_gift_change", args=[gifts[0].pk])).status_code == 200


def test_a_list_is_taken_along_as_excel(client):
    gift, certificate = thanked(name="欧阳𪨧", lines=[("图书", 3, "册")])
    services.lend_item(item=gift.items.get(), borrower=UserFactory(), due_on=in_days(2), by=StaffFactory())
    log_in(client, StaffFactory())
    chosen = {"gift": gift, "donor": gift.donors.get(), "item": gift.items.get(), "loan": gift.items.get().loans.get()}
    for model, record in chosen.items():
        asked = {"action": "export", "_selected_action": [record.pk]}
        answer = client.post(reverse(f"admin:donations_{model}_changelist"), asked)
        cells = [str(cell) for row in load_workbook(BytesIO(answer.content)).active.values for cell in row]
        assert ("欧阳𪨧" in cells) == (model in ("gift", "donor"))
        assert any(certificate.number in cell for cell in cells) == (model in ("gift", "item"))


@pytest.mark.parametrize(
    "model",
    [
        "gift",
        "donor",
        "item",
        "loan",
        "repair",
        "stocktake",
        "cashslip",
        "useconsent",
        "certificatebatch",
        "giftimport",
    ],
)
def test_lists_of_the_admin_open(client, model):
    by = log_in(client, StaffFactory())
    services.lend_item(item=thing(), borrower=UserFactory(), due_on=in_days(2), by=by)
    services.begin_repair(item=thing(), fault="缺页", by=by)
    services.begin_stock_take(room=RoomFactory(), by=by)
    services.make_batch(gifts=[accepted()], by=by)
    assert client.get(reverse(f"admin:donations_{model}_changelist"), {"q": "图"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_mine_takes_few_queries(client, django_assert_num_queries, count):
    user = log_in(client, UserFactory())
    for _each in range(count):
        accepted(user)
    client.get(reverse("my_gifts"))
    with django_assert_num_queries(6):
        client.get(reverse("my_gifts"))
