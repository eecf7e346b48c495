"""Undoing an import, and what prevents it."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from community.errors import DomainError
from community.ranges import today
from community.workbooks.report import rows_to_mend
from residents import services
from residents.importing.arrivals import take_in
from residents.importing.people.applying import apply_import
from residents.importing.people.rehearsal import rehearse
from residents.importing.people.undoing import undo_import
from residents.importing.report import register_full, register_masked
from residents.models import Building, Household, RegisterExport, RegisterImport, Residence, Resident, Reveal
from tests.factories import (
    CompoundFactory,
    HouseholdFactory,
    StaffFactory,
    id_number,
    messy_workbook,
    register_person,
    sheet_of,
)

pytestmark = pytest.mark.django_db

TRUTH = json.loads((Path(__file__).parent / "data" / "register-messy.json").read_text())
HEADER = ["楼栋", "单元", "房号", "姓名", "身份证号", "联系电话", "与户主关系", "人员类别", "备注"]


def imported(*rows, by=None, content=None, **kwargs):
    by = by or StaffFactory()
    content = content or sheet_of(HEADER, *rows)
    run = take_in(content=content, filename="a.xlsx", compound=CompoundFactory(), by=by, **kwargs)
    rehearse(run=run)
    return apply_import(run=run, by=by)


def everything():
    return (
        list(Resident.objects.order_by("pk").values("name", "phone", "other_phone", "birth_date", "sex", "remarks",
                                                    "id_fingerprint", "tags")),
        list(Residence.objects.order_by("resident", "kind", "during").values("resident", "household", "kind", "during",
                                                                             "relation")),
    )  # fmt: skip


@pytest.mark.slow
def test_the_messy_workbook_is_undone_without_a_trace():
    run = imported(content=messy_workbook())
    undo_import(run=run, by=run.applied_by)
    assert run.state == RegisterImport.State.UNDONE
    assert not Resident.objects.exists()
    assert not Household.objects.exists()
    assert not Resident.history.exists()


def test_what_an_import_changed_is_put_back():
    door = HouseholdFactory(building__name="3", unit=1, room="101")
    person = register_person("王秀兰", household=door, phone="13900000000")
    head = register_person("李建国", household=door, id_number=id_number(7))
    Residence.objects.filter(resident=head).update(relation="head")
    before = everything()
    run = imported(
        ["3栋", 1, "101", "王秀兰", id_number(5), "13911111111/13922222222", "户主", "党员", "喜欢书法"],
        ["3栋", 2, "202", "李建国", id_number(7), None, "户主", None, None],
    )
    person.refresh_from_db()
    assert (person.phone, person.id_number, person.remarks) == ("13911111111", id_number(5), "喜欢书法")
    assert [row.verdict for row in run.rows.all()] == ["changed", "changed"]
    assert Residence.objects.current().get(resident=head).household.room == "202"
    undo_import(run=run, by=run.applied_by)
    assert everything() == before
    assert not Household.objects.filter(room="202").exists()


def _reveal(person):
    services.reveal(resident=person, field="phone", reason="核对电话", by=StaffFactory())


def _edit(person):
    person.remarks = "新"
    services.save_resident(resident=person, by=StaffFactory())


def _move(person):
    services.move_out(resident=person, on=today() + timedelta(days=1), by=StaffFactory())


def _appoint(person):
    building = Building.objects.get()
    services.appoint(
        role="leader", name=person.name, resident=person, building=building, compound=building.compound,
        first=today(), by=StaffFactory(),
    )  # fmt: skip


@pytest.mark.parametrize("newer", [_reveal, _edit, _move, _appoint])
def test_what_something_newer_depends_on_is_not_undone(newer):
    run = imported(["3栋", 1, "101", "王秀兰", id_number(5), "13911111111", "户主", None, None])
    newer(Resident.objects.get())
    with pytest.raises(DomainError) as refused:
        undo_import(run=run, by=run.applied_by)
    assert (refused.value.code, refused.value.details["count"]) == ("depended_on", 1)
    assert Resident.objects.count() == 1
    run.refresh_from_db()
    assert run.state == RegisterImport.State.APPLIED
    assert run.message


def test_a_later_import_depends_on_an_earlier_one():
    row = ["3栋", 1, "101", "王秀兰", id_number(5), "13911111111", "户主", None, None]
    first = imported(row)
    second = imported([*row[:5], "13922222222", *row[6:]])
    with pytest.raises(DomainError, match="1"):
        undo_import(run=first, by=first.applied_by)
    undo_import(run=second, by=second.applied_by)
    assert Resident.objects.get().phone == "13911111111"


@pytest.mark.slow
def test_mended_rows_complete_the_people_they_belong_to():
    run = imported(content=messy_workbook())
    book = load_workbook(BytesIO(rows_to_mend(run)))
    rows = list(book.active.values)
    assert len(rows) == 1 + sum(TRUTH["problems"].values()) - TRUTH["problems"]["person_in_two_households"]
    wanting = next(row for row in rows if "没有身份证号" in str(row) or "no identity number" in str(row))
    mended = Workbook()
    mended.active.append(rows[0])
    mended.active.append([*wanting[:5], id_number(9), *wanting[6:]])
    file = BytesIO()
    mended.save(file)
    again = imported(content=file.getvalue())
    assert again.totals["verdicts"] == {"changed": 1}
    assert Resident.objects.count() == run.totals["people"]


@pytest.mark.slow
def test_the_export_comes_back_unchanged():
    run = imported(content=messy_workbook())
    again = imported(content=register_full(by=run.applied_by, reason="年度核对"))
    assert again.totals["verdicts"] == {"unchanged": run.totals["rows"]}
    assert RegisterExport.objects.get().people == run.totals["people"]


def test_a_masked_export_holds_nobody_and_is_not_taken_back():
    run = imported(["3栋", 1, "101", "王秀兰", id_number(5), "13911111111", "户主", None, None])
    content = register_masked()
    shown = str(list(load_workbook(BytesIO(content)).active.values))
    assert "王**" in shown
    assert not [secret for secret in ("王秀兰", id_number(5), "13911111111") if secret in shown]
    again = imported(content=content)
    assert again.totals["verdicts"] == {"refused": 1}
    assert not Reveal.objects.exists()
    assert run.rows.get().made


def test_the_head_of_before_returns_after_the_new_one_stepped_down():
    door = HouseholdFactory(building__name="3", unit=1, room="101")
    old, new = (
        register_person(name, household=door, id_number=id_number(n)) for n, name in ((5, "王秀兰"), (7, "李建国"))
    )
    old.residences.update(relation="head")
    before = everything()
    run = imported(
        ["3栋", 1, "101", old.name, id_number(5), None, "配偶", None, None],
        ["3栋", 1, "101", new.name, id_number(7), None, "户主", None, None],
    )
    assert Residence.objects.get(relation="head").resident == new
    undo_import(run=run, by=run.applied_by)
    assert everything() == before


def test_a_second_row_fills_what_is_empty_and_overrides_no_phone():
    imported(
        ["3栋", 1, "101", "王秀兰", id_number(5), "13911111111", "户主", None, None],
        ["3栋", 1, "101", "王秀兰", id_number(5), "13922222222/13933333333", "户主", None, None],
    )
    person = Resident.objects.get()
    assert (person.phone, person.other_phone) == ("13911111111", "13933333333")
