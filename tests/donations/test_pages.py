"""The wall, offering, the reader's gifts, and the page of a label: what works, for whom, and at what cost."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from community.registers import foyer
from community.registers.workdesk import work_desk_of
from donations import services
from donations.models import CertificateBatch, Donor, Gift, GiftLine
from tests.donations.factories import accepted, in_days, offer, thanked, thing
from tests.donations.pictures import png, upload
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_ward
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


def test_the_page_of_a_label_tells_no_story_of_who_wants_nothing_shown(client):
    item = thing(story="陪了我们二十年", publicity="nothing")
    page = client.get(item.get_absolute_url())
    assert "二十年" not in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"


def test_a_child_gives_in_its_own_name(client):
    user = log_in(client, UserFactory(name="王伟"))
    child = make_ward(user, name="周小雨")
    form = client.get(reverse("offer_gift")).context["form"]
    assert "unnamed" not in dict(form.fields["kind"].choices)
    client.post(reverse("offer_gift"), OFFER | {"giver": str(child.pk), "name": "王伟", "kind": "company"})
    donor = Gift.objects.get().donors.get()
    assert (donor.name, donor.kind, donor.child) == ("周小雨", "person", child)


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


def test_the_pages_of_a_gift_reach_no_part_of_another(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mine, other = accepted(), accepted(name="王秀兰", wished_use="图书室", use_binds=True)
    services.add_photos(gift=other, photos=[upload(png())], by=other.offered_by)
    asked = services.ask_other_use(gift=other, use="展览", by=StaffFactory())
    log_in(client, mine.offered_by)
    photo = reverse("gift_photo", args=[mine.pk, other.photos.get().pk])
    assert client.get(photo).status_code == 404
    answered = client.post(reverse("answer_other_use", args=[mine.pk, asked.pk]), {"answer": "yes"})
    assert answered.status_code == 404
    log_in(client, other.offered_by)
    assert client.get(reverse("gift_photo", args=[other.pk, other.photos.get().pk])).status_code == 200


def test_who_gave_together_loses_ones_own_name_alone(client):
    user = UserFactory(name="王伟")
    donors, lines = [Donor(name="王伟", user=user), Donor(name="李娜")], [GiftLine(what="屏风", unit="扇")]
    gift = services.offer_gift(gift=Gift(), lines=lines, donors=donors, by=StaffFactory())
    log_in(client, user)
    client.post(reverse("gift_nameless", args=[gift.pk]), {"sure": "1"})
    assert sorted(gift.donors.values_list("name", flat=True)) == ["", "李娜"]
    log_in(client, StaffFactory())
    assert client.post(reverse("gift_nameless", args=[gift.pk]), {"sure": "1"}).status_code == 404


def test_the_picture_on_the_wall_shows_the_name_that_the_wall_shows(client, monkeypatch):
    drawn = []
    monkeypatch.setattr("donations.views.gifts.small_picture", lambda _paper, name: drawn.append(name) or b"")
    gift, _certificate = thanked(name="欧阳𪨧", publicity="family")
    picture = client.get(reverse("gift_picture", args=[gift.pk]))
    assert (drawn, picture["X-Robots-Tag"]) == (["欧阳姓邻居"], "noindex")


def test_a_year_without_gifts_is_no_year_of_the_wall(client):
    thanked(name="王甲")
    page = client.get(reverse("thanks_wall"), {"year": "1999"}).content.decode()
    assert "王甲" in page


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
    gone = UserFactory(is_active=False).phone
    asked = {"phone": gone, "count": "1", "due_on": in_days(3).isoformat()}
    assert client.post(reverse("lend_item", args=[item.code]), asked).status_code == 422
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


def test_labels_are_for_what_stands_in_the_room_now(client):
    by, old, new = log_in(client, StaffFactory()), RoomFactory(), RoomFactory()
    moved, gone = thing(), thing()
    for room in (old, new):
        services.place_item(item=moved, by=by, room=room)
    services.ask_to_retire_item(item=gone, by=by, reason="坏了")
    services.retire_item(item=gone, by=StaffFactory())

    def codes(**asked):
        return {item.code for item, _number in client.get(reverse("item_labels"), asked).context["labels"]}

    assert (codes(room=old.pk), codes(room=new.pk), codes()) == (set(), {moved.code}, {moved.code})


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
