"""Importing building leaders and the other roles: rehearsed, applied, sent again, and never duplicated."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from community.ranges import today
from community.workbooks import tasks
from community.workbooks.report import rows_to_mend
from community.workbooks.tracks import track_of
from residents import selectors, services
from residents.importing.arrivals import take_in
from residents.importing.reading import cells
from residents.models import Appointment, RegisterImport
from residents.spreadsheets import roster_workbook
from tests.factories import (
    BuildingFactory,
    CompoundFactory,
    HouseholdFactory,
    StaffFactory,
    UserFactory,
    register_person,
    sheet_of,
)
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db

HEADER = ["楼栋", "单元", "职务", "姓名", "电话", "开始", "结束"]


@pytest.fixture(autouse=True)
def buildings():
    compound = CompoundFactory()
    return {number: BuildingFactory(compound=compound, name=str(number)) for number in (1, 2, 3)}


def taken_in(content):
    run = take_in(
        content=content, filename="a.xlsx", compound=CompoundFactory(), by=StaffFactory(), kind="appointments"
    )
    return track_of(run).rehearse(run=run)


def imported(*rows, header=HEADER):
    run = taken_in(sheet_of(header, *rows))
    return track_of(run).apply(run=run, by=run.uploaded_by)


def verdicts(run):
    return [row.verdict for row in run.rows.all()]


def lead(building, name="王秀兰", **changes):
    details = {
        "role": "leader",
        "first": date(2024, 1, 1),
        "compound": building.compound,
        "building": building,
    } | changes
    return services.appoint(name=name, by=UserFactory(), **details)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_export_of_the_roster_comes_back_unchanged(buildings, language):
    lead(buildings[1], "阿依古丽·买买提", phone="+86 199 0000 0001", last=date(2099, 12, 31))
    lead(buildings[2], "赵䶮（代）", phone="", units=(1, 1))
    lead(buildings[2], "𪨧小石", phone="029-8888 6666", units=(2, 4))
    with translation.override(language):
        content = roster_workbook(selectors.roster(in_full=True))
    before = list(Appointment.objects.order_by("pk").values())
    run = taken_in(content)
    assert (verdicts(run), run.totals["left_out"], run.totals["problems"]) == (["unchanged"] * 3, 1, {})
    track_of(run).apply(run=run, by=None)
    assert list(Appointment.objects.order_by("pk").values()) == before
    assert Appointment.history.count() == 3


def test_a_rehearsal_says_what_applying_does_and_changes_nothing(buildings):
    old = lead(buildings[3])
    rows = [
        ["1栋", "1至2单元", "楼栋长", "李建国", "139-1111-1111", "2026.1.1", "2028年12月31日"],
        ["三号楼", None, "楼长", "赵䶮", None, None, None],
        [None, None, "片警", "徐警官", "110", None, "长期"],
        ["9#", None, "楼长", "孙不同", None, None, None],
        ["2", "5-3", "楼长", "孙不同", None, None, None],
        ["2", None, "会长", "孙不同", None, None, None],
        ["2", None, "楼长", "孙不同", None, "2026-01-01", "2025-01-01"],
    ]
    run = taken_in(sheet_of(HEADER, *rows))
    rehearsed = verdicts(run)
    assert rehearsed == ["new", "new", "new", *["refused"] * 4]
    assert [row.problems for row in run.rows.all()[3:]] == [
        ["building_unknown"], ["units_wrong"], ["role_unknown"], ["ends_before_start"],
    ]  # fmt: skip
    assert Appointment.objects.get() == old
    track_of(run).apply(run=run, by=run.uploaded_by)
    assert verdicts(run) == rehearsed
    old.refresh_from_db()
    assert old.last_day == today() - timedelta(days=1)
    made = Appointment.objects.get(name="李建国")
    assert (made.units.lower, made.units.upper, made.last_day) == (1, 3, date(2028, 12, 31))
    assert Appointment.objects.get(role="police").phone == "110"


def test_the_same_file_changes_nothing_the_second_time(buildings):
    rows = [
        ["1栋", None, "楼栋长", "李建国", "13911111111", None, None],
        [None, None, "网格员", "冯晓东", None, "2026-01-01", None],
        [None, None, "网格员", "冯小西", None, "2026-01-01", None],
    ]
    imported(*rows)
    before = Appointment.history.count()
    assert verdicts(imported(*rows)) == ["unchanged"] * 3
    assert (Appointment.objects.count(), Appointment.history.count()) == (3, before)


def test_known_terms_take_what_a_row_says(buildings):
    known = lead(buildings[1], phone="13900000000", is_public=True)
    header = [*HEADER, "公开"]
    row = ["1栋", None, "楼栋长", "王 秀兰", "13911111111", "2024-01-01", "2030-12-31", "否"]
    run = imported(row, header=header)
    assert run.rows.get().changes == ["telephone", "last_day", "consent"]
    known.refresh_from_db()
    assert (known.phone, known.last_day, known.is_public) == ("13911111111", date(2030, 12, 31), False)
    assert verdicts(imported([*row[:6], None, None], header=header)) == ["unchanged"]
    imported([*row[:6], "长期", None], header=header)
    known.refresh_from_db()
    assert known.last_day is None


def test_two_leaders_for_one_unit_in_one_file_are_not_both_taken(buildings):
    lead(buildings[1])
    for _again in range(2):
        run = imported(
            ["1栋", None, "楼栋长", "王秀兰", None, None, None], ["1栋", None, "楼栋长", "李建国", None, None, None],
            ["1栋", 2, "楼栋长", "赵䶮", None, None, None],
        )  # fmt: skip
        assert verdicts(run) == ["unchanged", "refused", "refused"]
        assert run.totals["problems"] == {"overlapping_term": 2}
    assert Appointment.objects.get().last_day is None


def test_bad_rows_come_back_and_mended_they_are_taken(buildings):
    run = imported(
        ["1栋", "全栋", "楼栋长", "王秀兰", "13911111111", None, None],
        ["8栋", None, "楼栋长", "李建国", "13922222222", "2026-01-01", None],
    )
    header, bad = list(load_workbook(BytesIO(rows_to_mend(run))).active.values)
    row = dict(zip(header, bad, strict=True))
    assert (row["楼栋长"], row["行号"]) == ("李建国", 3)
    assert row["原因"]
    row["楼栋"] = "2栋"
    again = taken_in(sheet_of(list(row), list(row.values())))
    assert verdicts(again) == ["new"]


def test_a_leader_who_lives_here_is_that_resident(buildings):
    home = HouseholdFactory(building=buildings[1])
    person = register_person("王秀兰", household=home, phone="13911111111")
    register_person("李建国", household=home, phone="13922222222")
    imported(
        ["1栋", None, "楼栋长", "王秀兰", "13911111111", None, None],
        ["2栋", None, "楼栋长", "李建国", "13933333333", None, None],
    )
    assert [each.resident for each in Appointment.objects.order_by("pk")] == [person, None]


def test_other_words_a_sheet_for_each_role_and_one_cell_for_the_term(buildings):
    run = taken_in(
        sheet_of(
            ["名单"],
            ["负责人", "联系方式", "聘期", "楼号"],
            ["冯晓东", 13911111111, "2026.1.1-2027.12.31", None],
            title="网格员",
        )
    )
    track_of(run).apply(run=run, by=None)
    made = Appointment.objects.get()
    assert (made.role, made.phone, made.term.lower, made.last_day) == (
        "grid", "13911111111", date(2026, 1, 1), date(2027, 12, 31),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "units"),
    [("", (1, 99)), ("全栋", (1, 99)), ("1–2", (1, 2)), ("一至三单元", (1, 3)), ("1、2、3", (1, 3)), (2, (2, 2)),
     (datetime(2026, 1, 2), (1, 2)), ("1、3", None), ("3-1", None), ("0", None), ("东边", None)],
)  # fmt: skip
def test_units(written, units):
    assert cells.units(written).value == units


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not a workbook", "not_a_workbook"),
        (sheet_of(["甲", "乙"], ["1", "2"]), "no_header"),
        (sheet_of(["姓名", "电话"], ["王秀兰", "1"]), "missing_columns"),
        (sheet_of(HEADER, *[["1栋", n, "网格员", "王秀兰", None, None, None] for n in range(2001)]), "too_many_rows"),
    ],
    ids=["bytes", "header", "columns", "rows"],
)
def test_files_are_refused_as_those_of_the_register_are(content, code):
    refused(code, taken_in, content)
    assert RegisterImport.objects.get().state == "refused"


def test_a_formula_or_a_masked_name_is_not_taken(buildings):
    run = imported(["1栋", None, "楼栋长", "=1+1", None, None, None], ["2栋", None, "楼栋长", "王**", None, None, None])
    assert [row.problems[0] for row in run.rows.all()] == ["formula", "masked"]
    assert not Appointment.objects.exists()


def test_in_the_admin_and_by_command(client, buildings, tmp_path):
    log_in(client, StaffFactory())
    file = tmp_path / "a.xlsx"
    file.write_bytes(sheet_of(HEADER, ["1栋", None, "楼栋长", "王秀兰", None, None, None]))
    with file.open("rb") as opened:
        form = {"kind": "appointments", "compound": CompoundFactory().pk, "file": opened, "as_of": "2026-11-01"}
        assert client.post(reverse("admin:residents_registerimport_add"), form).status_code == 302
    run = RegisterImport.objects.get()
    tasks.rehearse.func("residents.registerimport", run.pk)
    page = client.get(reverse("admin:residents_registerimport_change", args=[run.pk]))
    assert (page.context["may_apply"], len(page.context["lines"])) == (True, 1)
    tasks.apply.func("residents.registerimport", run.pk, run.uploaded_by_id)
    assert not client.get(reverse("admin:residents_registerimport_change", args=[run.pk])).context["may_undo"]
    call_command("import_register", str(file), "--appointments", "--apply")
    assert Appointment.objects.count() == 1


def test_who_may_not_change_appointments_does_not_import_them(client, buildings):
    from django.contrib.auth.models import Permission

    run = imported(["1栋", None, "楼栋长", "王秀兰", None, None, None])
    clerk = UserFactory(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="import_register"))
    log_in(client, clerk)
    form = client.get(reverse("admin:residents_registerimport_add")).context["form"]
    assert [kind for kind, _label in form.fields["kind"].choices] == ["people"]
    assert client.get(reverse("admin:residents_registerimport_change", args=[run.pk])).status_code == 403
    assert client.post(reverse("admin:residents_registerimport_apply", args=[run.pk])).status_code == 403
