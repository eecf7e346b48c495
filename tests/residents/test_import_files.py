"""Untrusted files: refused clearly, in bounded memory; and sheets of other communities."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from community.errors import DomainError
from community.workbooks import cells as common
from community.workbooks.tables import Tables
from residents.importing.people import rows
from residents.importing.reading import cells
from residents.importing.reading.vocabularies import PEOPLE
from tests.factories import id_number, sheet_of

HEADER = ["楼栋", "单元", "房号", "姓名", "身份证号", "联系电话"]
GOOD = ["3栋", 1, "101", "王秀兰", id_number(), "13911111111"]


def read(content: bytes, **how):
    return rows.read(Tables(content, PEOPLE, **how), {}, {})


def refused(content: bytes) -> str:
    with pytest.raises(DomainError) as error:
        read(content)
    return error.value.code


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook with one part replaced or added."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(sheet_of(HEADER, GOOD))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


def test_what_is_no_workbook_is_refused():
    assert refused(b"") == "not_a_workbook"
    assert refused(b"PK\x03\x04 and then nothing") == "not_a_workbook"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one") == "not_a_workbook"
    assert refused(b"x" * (20 * 1024 * 1024 + 1)) == "too_large"
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", "hello")
    assert refused(zipped.getvalue()) == "not_a_workbook"
    assert refused(with_part("xl/worksheets/sheet1.xml", b"<worksheet><broken")) == "not_a_workbook"


def test_bombs_are_not_opened():
    assert refused(with_part("xl/media/image1.png", b"\0" * (50 * 1024 * 1024))) == "bomb"
    many = BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(1001):
            archive.writestr(f"{number}", "")
    assert refused(many.getvalue()) == "bomb"
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert refused(with_part("xl/worksheets/sheet1.xml", entities)) == "not_a_workbook"


def test_a_million_empty_rows_are_refused():
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(GOOD)
    book.active.cell(1_048_576, 1, "end")
    file = BytesIO()
    book.save(file)
    assert refused(file.getvalue()) == "too_many_empty_rows"


def test_unknown_headers_say_what_is_missing():
    with pytest.raises(DomainError) as error:
        read(sheet_of(["甲", "乙"], ["1", "2"]))
    assert error.value.code == "no_header"
    with pytest.raises(DomainError) as error:
        read(sheet_of(["姓名", "电话", "楼栋"], ["王秀兰", "13911111111", "3栋"]))
    assert error.value.code == "missing_columns"
    assert refused(sheet_of(HEADER)) == "no_rows"


def test_formulas_refuse_their_row_alone():
    found = read(sheet_of(HEADER, ["3栋", 1, "101", '=HYPERLINK("http://x")', None, None], GOOD))
    assert [row.is_refused for row in found.rows] == [True, False]
    assert "formula" in found.rows[0].problems


def test_other_words_other_rows_and_one_sheet_for_each_building():
    book = Workbook()
    book.remove(book.active)
    for title in ("3号楼", "十六栋"):
        sheet = book.create_sheet(title)
        sheet.append(["居民登记"])
        sheet.append([])
        sheet.append(["序号", "房间号", "居民姓名", "公民身份号码", "手机号码", "单元号"])
        sheet.append([1, "0101室", "王秀兰", id_number(), 13911111111, "二单元"])
    book.create_sheet("说明").append(["请如实填写"])
    file = BytesIO()
    book.save(file)
    found = read(file.getvalue())
    assert [str(row.address) for row in found.rows] == ["3-2-101", "16-2-101"]
    assert found.totals["skipped_sheets"] == ["说明"]


def test_an_address_may_stand_in_one_cell():
    found = read(sheet_of(["住址", "姓名"], ["奇星御园3栋二单元0101室", "王秀兰"], ["3-1-102", "李建国"]))
    assert [str(row.address) for row in found.rows] == ["3-2-101", "3-1-102"]


@pytest.mark.parametrize(
    ("written", "number"),
    [("3栋", "3"), ("3#", "3"), ("三号楼", "3"), ("３栋", "3"), (3, "3"), (3.0, "3"), ("十六号楼", "16"),
     ("二十", "20"),
     ("第3幢", "3"), ("一百零二栋", "102"), ("A座", "A座"), ("a栋", "A座"), ("南区3号楼", "南区3栋"), ("商铺", "商铺"),
     ("地下室", "地下室"), ("幼儿园", ""), ("", ""), (None, ""), ("0栋", ""), ("99999999", "")],
)  # fmt: skip
def test_buildings(written, number):
    assert cells.building(written) == number


def test_units_and_rooms():
    assert [cells.unit(each) for each in ("一单元", "1单元", 1, "１", None, "x")] == [*"11111", ""]
    assert [cells.unit(each) for each in ("东单元", "甲门", "商铺")] == ["东单元", "甲单元", "商铺"]
    assert [cells.room(each) for each in ("101", "0101", "101室", 101, 101.0, "10a", "")] == [
        *["101"] * 5, "10A", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "name", "repairs"),
    [
        ("常　长", "常长", ("name_inner_space",)),
        ("周春（户主）", "周春", ("name_with_remark",)),
        ("阿依古丽•买买提", "阿依古丽·买买提", ()),
        ("John Smith", "John Smith", ()),
        ("赵䶮", "赵䶮", ()),
    ],
)
def test_names(written, name, repairs):
    read = common.name(written)
    assert (read.value, read.repairs) == (name, repairs)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (6.10199201803226e17, "id_lost_to_scientific_notation"),
        ("6.10199E+17", "id_lost_to_scientific_notation"),
        (610199196606122000, "id_lost_to_scientific_notation"),
        (None, "id_missing"),
        ("6101991966061229", "id_length"),
        ("610199196606122993", "id_checksum"),
    ],
)
def test_numbers_that_cannot_be_taken(written, problem):
    assert cells.id_number(written).problems == (problem,)


@pytest.mark.parametrize(
    ("written", "phone", "other", "repairs", "problems"),
    [
        ("+86 199-0000-0005", "19900000005", "", ("phone_punctuation",), ()),
        (19900000005, "19900000005", "", ("phone_numeric",), ()),
        ("19900000005/19900000006", "19900000005", "19900000006", ("phone_two_numbers",), ()),
        ("02912345678", "", "02912345678", (), ()),
        ("1990000000", "", "", (), ("phone_length",)),
        (None, "", "", (), ()),
    ],
)
def test_phones(written, phone, other, repairs, problems):
    read = common.phone(written)
    assert (read.value, read.extra, read.repairs, read.problems) == (phone, other, repairs, problems)


@pytest.mark.parametrize("written", ["1979.10.9", "1979年10月9日", "1979-10-09", "19791009", datetime(1979, 10, 9)])
def test_days(written):
    assert cells.birth_date(written).value == date(1979, 10, 9)
