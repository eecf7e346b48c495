"""What an import takes from a row about people and terms that the register knows already."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from community.ranges import today
from community.workbooks.tracks import track_of
from residents import services
from residents.importing.appointments.rows import Row, phone
from residents.importing.arrivals import take_in
from residents.importing.people.applying import apply_import
from residents.importing.people.rehearsal import rehearse
from residents.importing.report import register_full, register_masked
from residents.models import Appointment, Residence
from residents.models.places import LAST_UNIT
from tests.factories import (
    BuildingFactory,
    CompoundFactory,
    HouseholdFactory,
    StaffFactory,
    id_number,
    register_person,
    sheet_of,
)

pytestmark = pytest.mark.django_db

HEADER = ["楼栋", "单元", "房号", "姓名", "身份证号", "联系电话", "与户主关系", "人员类别", "备注"]


@pytest.fixture
def door():
    return HouseholdFactory(building__name="3", unit=1, room="101")


def imported(*rows, header=HEADER):
    by = StaffFactory()
    run = take_in(content=sheet_of(header, *rows), filename="a.xlsx", compound=CompoundFactory(), by=by)
    rehearse(run=run)
    return apply_import(run=run, by=by)


def test_a_tag_reaches_whom_the_register_knows(door):
    person = register_person("王秀兰", household=door, phone="13900000000")
    imported(["3栋", 1, "101", "王秀兰", None, "13900000000", None, "党员", None])
    assert [tag.slug for tag in person.tags.all()] == ["party_member"]


def test_a_number_says_the_date_of_birth_better_than_a_list_did(door):
    person = register_person("王秀兰", household=door, birth_date=date(1949, 1, 1))
    imported(["3栋", 1, "101", "王秀兰", id_number(5), None, None, None, None])
    person.refresh_from_db()
    assert (person.birth_date, person.id_number) == (date(1950, 3, 8), id_number(5))


def test_remarks_leave_in_full_alone(door):
    register_person("王秀兰", household=door, remarks="喜欢书法")
    assert "喜欢书法" in words_of(register_full(by=StaffFactory(), reason="年度核对"))
    assert "喜欢书法" not in words_of(register_masked())


def words_of(content: bytes) -> str:
    return str(list(load_workbook(BytesIO(content)).active.values))


def test_another_number_than_a_mobile_is_kept_as_written_as_far_as_it_fits():
    assert (phone("13911111111"), phone("110"), phone("内线" * 15)) == ("13911111111", "110", "内线" * 10)


def test_of_the_figures_new_people_are_a_part_of_all(door):
    run = imported(["3栋", 1, "101", "王秀兰", None, "13900000000", None, None, None])
    figures = track_of(run).figures(run)
    assert [figure.is_part for figure in figures[:5]] == [False, True, False, False, True]


def appointments(*rows):
    header = ["楼栋", "单元", "职务", "姓名", "电话", "开始", "结束"]
    by, compound = StaffFactory(), CompoundFactory()
    run = take_in(content=sheet_of(header, *rows), filename="a.xlsx", compound=compound, by=by, kind="appointments")
    run = track_of(run).rehearse(run=run)
    return track_of(run).apply(run=run, by=by)


def test_a_row_without_a_first_day_means_the_term_that_runs():
    building = BuildingFactory(compound=CompoundFactory(), name="3")
    who = {"name": "王秀兰", "by": StaffFactory(), "role": "leader", "building": building}
    services.appoint(compound=building.compound, first=date(2020, 1, 1), last=date(2021, 1, 1), **who)
    running = services.appoint(compound=building.compound, first=date(2024, 1, 1), **who)
    appointments(["3栋", None, "楼长", "王秀兰", "13911111111", None, None])
    assert list(Appointment.objects.exclude(phone="").values_list("pk", "phone")) == [(running.pk, "13911111111")]


def test_a_phone_is_nobodys_to_read_unless_they_agreed():
    building = BuildingFactory(compound=CompoundFactory(), name="3")
    term = services.appoint(
        role="leader", name="王秀兰", building=building, compound=building.compound, first=today(), by=StaffFactory(),
        phone="13911111111",
    )  # fmt: skip
    assert (term.is_public, term.is_phone_public) == (False, False)


@pytest.mark.parametrize(
    ("building", "units", "said"),
    [("", (1, LAST_UNIT), ""), ("3", (1, LAST_UNIT), "3"), ("3", (2, 2), "3-2"), ("3", (1, 2), "3-1~2")],
)
def test_a_scope_is_said_in_short(building, units, said):
    assert Row("表", 2, "王秀兰", building=building, units=units).scope == said


def test_of_two_homes_from_one_day_that_of_the_record_to_keep_counts():
    here, there, day = HouseholdFactory(), HouseholdFactory(), today() - timedelta(days=30)
    for turned in (False, True):
        pair = [register_person("王秀兰"), register_person("王秀兰")]
        keep, other = reversed(pair) if turned else pair
        for resident, household in ((keep, here), (other, there)):
            services.move_in(resident=resident, household=household, on=day, by=StaffFactory())
        services.merge_residents(keep=keep, other=other, by=StaffFactory())
        assert Residence.objects.current().get(resident=keep).household == here


@pytest.mark.parametrize(("remark", "verdicts"), [("人户分离", ["new", "changed"]), (None, ["new", "refused"])])
def test_one_number_at_two_doors_is_one_person_where_the_list_says_who_lives_where(door, remark, verdicts):
    row = ["3栋", 1, "101", "王秀兰", id_number(5), None, None, None, None]
    another = ["3栋", 1, "103", "李建国", None, None, None, None, None]
    run = imported(row, [*row[:2], "102", *row[3:8], remark], another)
    assert [line.verdict for line in run.rows.order_by("number")] == [*verdicts, "new"]
    assert run.totals["proposals"] == 1


def test_two_of_one_name_behind_a_door_are_two_where_their_numbers_differ(door):
    rows = [["3栋", 1, "101", "王秀兰", None, phone, None, None, None] for phone in ("13911111111", "13922222222")]
    run = imported(*rows)
    assert [line.verdict for line in run.rows.order_by("number")] == ["new", "new"]
    assert run.totals["people"] == 2


@pytest.mark.parametrize(("precision", "said"), [("day", "1950-03-08"), ("month", "1950-03"), ("year", "1950")])
def test_as_much_of_a_date_of_birth_leaves_as_is_known(door, precision, said):
    register_person("王秀兰", household=door, birth_date=date(1950, 3, 8), birth_precision=precision)
    full, masked = register_full(by=StaffFactory(), reason="年度核对"), register_masked()
    assert f"'{said}'" in words_of(full)
    assert "'1950'" in words_of(masked)


def test_a_stay_within_a_longer_one_goes_with_the_record():
    keep, other = register_person("王秀兰", household=HouseholdFactory()), register_person("王秀兰")
    by = StaffFactory()
    services.move_in(resident=other, household=HouseholdFactory(), on=date(2021, 1, 1), by=by)
    services.move_out(resident=other, on=date(2022, 1, 1), by=by)
    services.merge_residents(keep=keep, other=other, by=by)
    assert Residence.objects.get().resident == keep


def test_an_earlier_home_that_has_a_last_day_ends_with_the_later_move():
    keep, other, by = register_person("王秀兰", household=HouseholdFactory()), register_person("王秀兰"), StaffFactory()
    services.move_out(resident=keep, on=today() + timedelta(days=300), by=by)
    there = HouseholdFactory()
    services.move_in(resident=other, household=there, on=date(2022, 1, 1), by=by)
    services.merge_residents(keep=keep, other=other, by=by)
    assert Residence.objects.current().get(resident=keep).household == there
    assert Residence.objects.get(during__startswith=date(2020, 9, 1)).during.upper == date(2022, 1, 1)
