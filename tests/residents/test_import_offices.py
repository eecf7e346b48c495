"""Realistic registers: names of buildings, addresses in one cell, gaps, partial dates, other formats."""

import random
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from community.errors import DomainError
from community.workbooks import cells as common
from community.workbooks.tables import Tables
from residents import addresses, selectors
from residents.importing.arrivals import take_in
from residents.importing.people.applying import apply_import
from residents.importing.people.rehearsal import rehearse
from residents.importing.people.undoing import undo_import
from residents.importing.reading.vocabularies import PEOPLE
from residents.importing.report import register_full
from residents.models import Building, Household, RelationWord, Residence, Resident
from tests.factories import BuildingFactory, CompoundFactory, StaffFactory, id_number, sheet_of
from tests.steps import refused

pytestmark = pytest.mark.django_db

HEADER = ["楼栋", "单元", "房号", "姓名", "出生日期", "与户主关系", "联系电话"]
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods(rows: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return file.getvalue()


def ods_row(*cells: str) -> str:
    row = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells
    )
    return f"<table:table-row>{row}</table:table-row>"


def rehearsed(content, **how):
    run = take_in(content=content, filename="a.xlsx", compound=CompoundFactory(), by=StaffFactory())
    for name, value in how.items():
        setattr(run, name, value)
    run.save()
    return rehearse(run=run)


def imported(content, **how):
    run = rehearsed(content, **how)
    return apply_import(run=run, by=run.uploaded_by)


def doors():
    return sorted(Household.objects.values_list("address_key", flat=True))


def test_buildings_and_units_may_be_words_and_all_that_knows_addresses_follows():
    rows = [
        ["A座", "东单元", "101", "王秀兰", None, "户主", None],
        ["A栋", "西单元", "101", "李建国", None, "户主", None],
        ["南区3号楼", "甲单元", "501", "赵䶮", None, "户主", None],
        ["3栋", 1, "101", "陈思远", None, "户主", None],
        ["商铺", None, "12", "刘桂芳", None, "户主", None],
    ]
    run = imported(sheet_of(HEADER, *rows))
    assert run.totals["verdicts"] == {"new": 5}
    assert [each.name for each in Building.objects.all()] == ["3", "A座", "南区3栋", "商铺"]
    assert Building.objects.get(name="A座").unit_names == ["东单元", "西单元"]
    assert doors() == ["3-1-101", "A座-东单元-101", "A座-西单元-101", "南区3栋-甲单元-501", "商铺-1-12"]
    for query, name in (("A座-东单元-101", "王秀兰"), ("a座西单元", "李建国"), ("南区3栋", "赵䶮"), ("3-1", "陈思远")):
        assert [each.name for each in Resident.objects.found_by(query)] == [name], query
    assert [str(line.building) for line in selectors.roster()][1:3] == ["A座", "南区3栋"]
    again = rehearsed(register_full(by=run.applied_by, reason="年度核对"))
    assert again.totals["verdicts"] == {"unchanged": 5}
    undo_import(run=run, by=run.applied_by)
    assert not Household.objects.exists()


def test_a_renamed_unit_keeps_its_people_and_shows_its_name():
    home = Household.objects.create(building=BuildingFactory(name="3"), unit=2, room="101")
    building = home.building
    building.unit_names = ["", "西单元"]
    building.save()
    home.refresh_from_db()
    assert (home.unit, home.address_key) == (2, "3-西单元-101")


@pytest.mark.parametrize(
    ("written", "door"),
    [(said, "3-2-1104") for said in (
        "3#-2-1104", "3号楼二单元十一楼1104", "2单元1104室（3号楼）", "奇星御园3-2-1104", "奇星御园3#2-1104",
        "3—2—1104", "3栋/2单元/1104")]
    + [("奇星御园商铺12号", "商铺-1-12"), ("3号楼商铺12", "3-商铺-12"), ("奇星御园3栋1104", "3-1-1104"),
       ("2-1104号楼", None)],
)  # fmt: skip
def test_an_address_in_one_cell(written, door):
    assert str(addresses.in_one(written)) == str(door)


def test_ditto_is_always_the_cell_above_and_a_blank_only_when_staff_say_so():
    rows = [
        ["3栋", 2, "101", "王秀兰", None, None, None],
        ["同上", "〃", "同上", "李建国", None, None, None],
        [None, None, None, "赵䶮", None, None, None],
        ["4栋", None, "202", "陈思远", None, None, None],
    ]
    content = sheet_of(HEADER, *rows)
    assert rehearsed(content).totals["problems"]["place_missing"] == 1
    run = imported(content, fills_down=True)
    assert run.totals["repairs"]["same_as_above"] == 2
    assert doors() == ["3-2-101", "4-1-202"]


@pytest.mark.parametrize(
    ("written", "found", "precision"),
    [("1958-03", date(1958, 3, 1), "month"), ("1958年3月", date(1958, 3, 1), "month"),
     ("195803", date(1958, 3, 1), "month"), (195812, date(1958, 12, 1), "month"), ("58.3.5", date(1958, 3, 5), "day"),
     (21249, date(1958, 3, 5), "day"), ("1958-03-05 00:00:00", date(1958, 3, 5), "day"),
     ("58年3月", date(1958, 3, 1), "month"), ("1958 1 2", date(1958, 1, 2), "day"), (1958.1, date(1958, 1, 1), "year"),
     (1958.12, date(1958, 12, 1), "month"), ("1958年", date(1958, 1, 1), "year"),
     (1958, date(1958, 1, 1), "year"), ("1958-13", None, None),
     ("不知道", None, None)],
)  # fmt: skip
def test_dates_are_kept_as_exact_as_they_are_written(written, found, precision):
    read = common.partial_day(written)
    assert (read and read.date, read and read.precision) == (found, precision)


def test_a_month_is_no_day_until_somebody_knows_the_day():
    row = ["3栋", 1, "101", "王秀兰", "1958-03", "户主", None]
    imported(sheet_of(HEADER, row))
    person = Resident.objects.get()
    assert (person.birth_date, person.birth_precision) == (date(1958, 3, 1), "month")
    run = imported(sheet_of(HEADER, [*row[:4], "1958-03-05", *row[5:]]))
    assert run.rows.get().changes == ["birth_date"]
    person.refresh_from_db()
    assert (person.birth_date, person.birth_precision) == (date(1958, 3, 5), "day")
    assert imported(sheet_of(HEADER, row)).totals["verdicts"] == {"unchanged": 1}


def test_relations_come_from_a_list_and_nothing_becomes_other_in_silence():
    rows = [
        ["3栋", 1, "101", name, None, word, None]
        for name, word in (("甲一", "儿媳"), ("乙二", "保姆"), ("丙三", "干妈"))
    ]
    run = rehearsed(sheet_of(HEADER, *rows))
    assert run.totals["problems"]["relation_unknown"] == 1
    RelationWord.objects.create(word="干妈", relation="relative")
    imported(sheet_of(HEADER, *rows))
    said = Residence.objects.order_by("pk").values_list("relation", flat=True)
    assert list(said) == ["child_in_law", "helper", "relative"]


def test_an_empty_household_is_a_door_without_people():
    run = imported(sheet_of(HEADER, ["3栋", 1, "101", "无人", *[None] * 3], ["3栋", 1, "102", "空房", *[None] * 3]))
    assert (run.totals["rows"], run.totals["empty_households"], Resident.objects.count()) == (0, 2, 0)
    assert doors() == ["3-1-101", "3-1-102"]


@pytest.mark.parametrize(
    ("written", "name", "problem"),
    [("王\ue123兰", "王\ue123兰", "name_unreadable"), ("王?兰", "王?兰", "name_unreadable"),
     ("王\u200b秀兰", "王秀兰", None), ("王秀兰、李建国", None, "name_two_people"),
     ("王秀兰 李建国", None, "name_two_people"), ("欧阳 建国", "欧阳建国", None), ("1", "1", "name_not_a_name"),
     ("不详", "不详", "name_not_a_name"),
     ("王秀兰、", "王秀兰", None), ("王秀兰1", None, "name_not_a_name"), ("阿依古丽.买买提", "阿依古丽·买买提", None)],
)  # fmt: skip
def test_names_that_only_staff_can_mend_are_not_taken(written, name, problem):
    read = common.name(written)
    assert read.problems == ((problem,) if problem else ())
    assert name is None or read.value == name


def test_a_word_for_nothing_is_nothing_in_whichever_column_it_stands():
    header = ["楼栋", "单元", "房号", "姓名", "身份证号", "出生日期", "联系电话", "与户主关系", "人员类别", "备注"]
    run = imported(sheet_of(header, ["3栋", "无", "101", "王秀兰", "无", "不详", "暂无", "/", "—", "无"]))
    assert run.totals["problems"] == {"id_missing": 1}
    person = Resident.objects.get()
    assert (person.phone, person.other_phone, person.birth_date, person.remarks) == ("", "", None, "")
    assert doors() == ["3-1-101"]


@pytest.mark.parametrize(
    ("written", "phone", "other"),
    [("88886666", "", "88886666"), ("(029)88886666", "", "02988886666"), ("无电话", "", ""),
     ("13800000001/8888666", "13800000001", "8888666")],
)  # fmt: skip
def test_short_landlines_are_kept(written, phone, other):
    read = common.phone(written)
    assert (read.value, read.extra, read.problems) == (phone, other, ())


def test_a_formula_counts_by_the_value_it_last_gave():
    content = sheet_of(HEADER, ["3栋", 1, "101", "王秀兰", "=DATE(1958,3,5)", None, None])
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            xml = old.read(part)
            new.writestr(part, xml.replace(b"<v></v>", b"<v>21249</v>").replace(b"<v />", b"<v>21249</v>"))
    run = rehearsed(content)
    assert run.totals["problems"] == {"formula_elsewhere": 1, "id_missing": 1}
    run = imported(made.getvalue())
    assert run.totals["repairs"] == {"formula_value": 1}
    assert Resident.objects.get().birth_date == date(1958, 3, 5)


def test_an_old_workbook_with_merged_cells_and_a_hidden_sheet():
    content = (Path(__file__).parent / "data" / "old-excel.xls").read_bytes()
    run = imported(content)
    assert run.totals["hidden_sheets"] == ["旧表"]
    assert run.totals["verdicts"] == {"new": 2}
    assert doors() == ["3-东单元-101"]
    assert Resident.objects.get(name="王秀兰").birth_date == date(1958, 3, 5)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_in_both_encodings(encoding):
    text = f'楼栋,单元,房号,姓名,身份证号,联系电话\n3栋,1,0101,王秀兰,="{id_number()}",029-88886666\n'
    run = imported(text.encode(encoding))
    assert run.totals["verdicts"] == {"new": 1}
    assert Resident.objects.get().id_number == id_number()


def test_open_documents_and_their_bombs():
    content = ods(ods_row("楼栋", "房号", "姓名") + ods_row("3栋", "101", "王秀兰"))
    assert imported(content).totals["verdicts"] == {"new": 1}
    far = ods_row("楼栋") + '<table:table-row table:number-rows-repeated="1000000"/>' + ods_row(*"甲" * 60)
    refused("bomb", lambda: list(Tables(ods(far), PEOPLE).lines()))


def test_what_cannot_be_read_is_refused_with_the_sentence_that_helps():
    drawn = sheet_of(["楼层", "1单元", "2单元"], ["3楼", "王秀兰", "李建国"])
    page = b"<html><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td></tr></table></html>"
    for content, code in ((drawn, "crosstab"), (page, "web_page"), (b"no list at all", "not_a_workbook")):
        refused(code, rehearsed, content)


def test_a_hidden_sheet_is_read_when_staff_say_so():
    book = Workbook()
    book.active.append(["楼栋", "房号", "姓名"])
    book.active.append(["3栋", "101", "王秀兰"])
    book.active.sheet_state = "hidden"
    book.create_sheet("说明").append(["请如实填写"])
    file = BytesIO()
    book.save(file)
    with pytest.raises(DomainError):
        rehearsed(file.getvalue())
    assert rehearsed(file.getvalue(), reads_hidden=True).totals["verdicts"] == {"new": 1}


@pytest.mark.parametrize("seed", range(3))
def test_a_register_that_nobody_has_seen_comes_in_without_a_mismatch(seed):
    rng = random.Random(seed)
    units = ["1", "2", "东单元", "西单元", "甲单元"]
    written, truth = [], {}
    for number in range(60):
        house = rng.choice([f"{rng.randint(1, 20)}", "A座", "B座", "南区3栋", "北区12栋"])
        unit, room = rng.choice(units), f"{rng.randint(1, 18)}{rng.randint(1, 4):02d}"
        name = f"{'王李赵陈'[number % 4]}{'秀建思桂'[number % 3]}{chr(0x4E00 + number)}"
        house_said = rng.choice([f"{house}栋", f"{house}#", f"{house} 号楼"]) if house.isdigit() else house
        unit_said = f"{unit}单元" if unit.isdigit() else unit
        written.append([f"{house_said}{unit_said}{room}室", name])
        truth[name] = f"{house}-{unit}-{room}"
    run = imported(sheet_of(["住址", "姓名"], *written))
    assert run.totals["verdicts"] == {"new": 60}
    assert dict(Residence.objects.values_list("resident__name", "household__address_key")) == truth
