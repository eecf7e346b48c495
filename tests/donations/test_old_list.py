"""The old paper list: rehearsed, reviewed, applied, undone; old numbers are kept."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse

from community.workbooks import runs, tasks
from community.workbooks.tracks import track_of
from donations import services
from donations.enums import DonorKind, GiftState, ItemState, Publicity
from donations.models import Donor, Gift, GiftImport, GiftImportRow, Item
from tests.donations.factories import offer
from tests.factories import RoomFactory, StaffFactory, UserFactory, sheet_of
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db

HEADER = ["编号", "日期", "捐赠人", "捐赠物品", "数量", "单位", "金额", "存放地点", "是否公开"]
PIANO = ["捐字012号", "2021年3月5日", "欧阳𪨧", "钢琴", 1, "架", "", "音乐教室", "是"]
BOOKS = ["捐字013号", date(2021, 4, 1), "王伟、李娜", "图书", "362册", "", "", "图书室", ""]
SHELF = ["捐字013号", date(2021, 4, 1), "王伟、李娜", "书架", 2, "个", "", "图书室", ""]
MONEY = ["", "2022-01-09", "𰻝𰻝面馆", "", "", "", "1,000.00", "", "否"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def taken_in(*rows, header=HEADER):
    run = GiftImport(kind="gifts", uploaded_by=StaffFactory())
    runs.take_in(run, content=sheet_of(header, *rows), filename="台账.xlsx")
    return track_of(run).rehearse(run=run)


def imported(*rows):
    run = taken_in(*rows)
    return track_of(run).apply(run=run, by=run.uploaded_by)


def verdicts(run):
    return [row.verdict for row in run.rows.all()]


def test_a_rehearsal_changes_nothing_and_applying_does_what_it_said():
    run = taken_in(PIANO, BOOKS, SHELF, MONEY)
    assert (verdicts(run), Gift.objects.count(), Donor.objects.count()) == (["new"] * 4, 0, 0)
    track_of(run).apply(run=run, by=StaffFactory())
    piano, books, money = Gift.objects.order_by("pk")
    assert (piano.old_number, piano.given_on, piano.publicity) == ("捐字012号", date(2021, 3, 5), Publicity.FULL)
    assert (piano.state, piano.items.get().placements.get().place) == (GiftState.ACCEPTED, "音乐教室")
    assert [str(item) for item in books.items.order_by("position")] == ["图书362册", "书架2个"]
    assert (books.donors.count(), books.publicity) == (2, Publicity.NEIGHBOUR)
    assert (money.amount, money.old_number, money.publicity) == (Decimal(1000), "", Publicity.NOTHING)
    assert money.donors.get().kind == DonorKind.COMPANY
    assert Gift.history.count() == 3


def test_the_same_list_again_changes_nothing():
    imported(PIANO, BOOKS, SHELF, MONEY)
    assert verdicts(imported(PIANO, BOOKS, SHELF, MONEY)) == ["unchanged"] * 4
    assert Gift.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({1: "去年"}, "day_unreadable"),
        ({1: "2999-01-01"}, "day_ahead"),
        ({2: "王😀"}, "sign_in_name"),
        ({2: "王" * 70}, "name_length"),
        ({3: ""}, "thing_missing"),
        ({4: 0}, "count_wrong"),
        ({4: "几本"}, "count_wrong"),
        ({6: "-5"}, "amount_wrong"),
        ({6: "1.005"}, "amount_wrong"),
        ({3: "钢" * 61}, "too_long"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(change, problem):
    row = [change.get(place, cell) for place, cell in enumerate(PIANO)]
    run = imported(row, BOOKS)
    assert verdicts(run) == ["refused", "new"]
    assert problem in run.rows.first().problems
    assert Gift.objects.count() == 1


def test_one_number_is_one_gift_of_one_day():
    other = [*BOOKS]
    other[2] = "赵䶮"
    run = imported(BOOKS, other)
    assert run.rows.last().problems == ["other_gift"]


def test_a_giver_of_the_list_is_one_and_one_with_a_login_is_proposed():
    offer(name="欧阳𪨧")
    run = imported(PIANO, ["捐字020号", "2022-01-01", "欧阳𪨧", "琴凳", 1, "把", "", "", ""])
    assert Donor.objects.filter(name="欧阳𪨧", user=None).count() == 1
    assert run.rows.first().proposal == {"kind": "perhaps", "name": "欧**"}
    keep = Donor.objects.get(user__isnull=False)
    services.merge_donors(keep=keep, other=Donor.objects.get(name="欧阳𪨧", user=None), by=StaffFactory())
    assert keep.given.count() == 3
    imported(["捐字022号", "2022-02-01", "欧阳𪨧", "谱架", 1, "个", "", "", ""])
    assert keep.given.count() == 3


def test_ours_stands_beside_the_old_number():
    imported(PIANO)
    gift = Gift.objects.get()
    [certificate] = services.issue_certificates(gifts=[gift], by=StaffFactory())
    assert (certificate.number[:2], Gift.objects.get().old_number) == ("JZ", "捐字012号")


def test_undoing_takes_back_everything():
    run = imported(PIANO, BOOKS, SHELF, MONEY)
    track_of(run).undo(run=run, by=StaffFactory())
    assert not Gift.objects.exists()
    assert not Item.objects.exists()
    assert not Donor.objects.exists()
    assert not Donor.history.exists()
    assert verdicts(imported(PIANO)) == ["new"]


@pytest.mark.parametrize("use", ["move", "certify", "lend", "merge"])
def test_what_was_used_since_is_not_undone(use):
    run, by = imported(PIANO, MONEY), StaffFactory()
    gift = Gift.objects.get(paper_number="捐字012号")
    if use == "move":
        services.place_item(item=gift.items.get(), by=by, room=RoomFactory())
    elif use == "certify":
        services.issue_certificates(gifts=[gift], by=by)
    elif use == "lend":
        services.lend_item(item=gift.items.get(), borrower=UserFactory(), due_on=date(2999, 1, 1), by=by)
    else:
        services.merge_donors(keep=offer(name="欧阳𪨧").donors.get(), other=gift.donors.get(), by=by)
    refused("depended_on", track_of(run).undo, run=run, by=by)
    assert Gift.objects.filter(paper_number="捐字012号").exists()


def test_a_name_that_goes_leaves_the_list_too():
    imported(PIANO, ["捐字021号", "去年", "王秀兰", "椅子", 1, "把", "", "", ""])
    services.make_donor_nameless(donor=Donor.objects.get(name="欧阳𪨧"), by=None)
    assert GiftImportRow.objects.order_by("pk").first().masked_name == "—"
    kept = (
        str(list(Gift.objects.values())) + str(list(GiftImportRow.objects.values())) + str(list(Donor.history.values()))
    )
    assert "欧阳" not in kept


def test_whoever_may_imports_in_the_admin(client):
    log_in(client, StaffFactory())
    add = reverse("admin:donations_giftimport_add")
    file = BytesIO(sheet_of(HEADER, PIANO))
    file.name = "台账.xlsx"
    assert client.post(add, {"kind": "gifts", "file": file}).status_code == 302
    run = GiftImport.objects.get()
    tasks.rehearse.call("donations.giftimport", run.pk)
    page = client.get(reverse("admin:donations_giftimport_change", args=[run.pk])).content.decode()
    assert "欧**" in page
    assert "欧阳𪨧" not in page
    client.post(reverse("admin:donations_giftimport_apply", args=[run.pk]))
    tasks.apply.call("donations.giftimport", run.pk, run.uploaded_by_id)
    assert Gift.objects.get().items.get().state == ItemState.IN_STORE
    log_in(client, UserFactory(is_staff=True))
    assert client.get(reverse("admin:donations_giftimport_changelist")).status_code == 403
