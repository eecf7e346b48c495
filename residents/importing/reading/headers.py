"""Which column is which: the header row, wherever it stands, in the words of many communities.

Each kind of list has a vocabulary: of people, and of appointments.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from residents.importing.reading.cells import building_number

HEADER_WITHIN = 20  # rows

# What each column may be called, without spaces, marks and brackets, in lower case.
Synonyms = dict[str, tuple[str, ...]]
_PEOPLE: Synonyms = {
    "building": ("楼栋", "楼栋号", "栋", "栋号", "楼号", "幢", "幢号", "楼", "座", "building"),
    "unit": ("单元", "单元号", "门洞", "unit"),
    "room": ("房号", "房间号", "室", "室号", "户号", "门牌号", "门牌", "房间", "房屋号", "room"),
    "address": ("住址", "地址", "详细地址", "家庭住址", "居住地址", "现住址", "房屋地址", "楼栋房号", "address"),
    "name": ("姓名", "居民姓名", "名字", "人员姓名", "住户姓名", "name"),
    "sex": ("性别", "sex", "gender"),
    "id_number": (
        "身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "证件号", "idnumber", "identitynumber",
    ),
    "birth_date": ("出生日期", "出生年月", "出生年月日", "生日", "dateofbirth", "birthday"),
    "phone": (
        "联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "联系手机", "电话号码",
        "phone", "mobile", "telephone",
    ),
    "relation": ("与户主关系", "户主关系", "与户主的关系", "关系", "家庭关系", "relation"),
    "tags": ("人员类别", "类别", "人员类型", "标签", "特殊人群", "人群类别", "tags"),
    "remarks": ("备注", "说明", "备注说明", "remarks", "notes"),
}  # fmt: skip
_APPOINTMENTS: Synonyms = {
    "compound": ("小区", "小区名称", "compound"),
    "building": _PEOPLE["building"],
    "units": ("单元", "单元号", "负责单元", "管辖单元", "units", "unit"),
    "role": ("职务", "岗位", "角色", "role", "position"),
    "name": ("楼栋长", "姓名", "楼长", "楼栋长姓名", "负责人", "leader", "name"),
    "phone": _PEOPLE["phone"],
    "first": (
        "开始", "开始日期", "起始日期", "任期开始", "任职日期", "任职时间", "到任日期", "聘任日期",
        "from", "since", "start", "firstday",
    ),
    "last": (
        "结束", "结束日期", "截止日期", "任期结束", "届满日期", "届满时间", "任期至", "until", "to", "end", "lastday",
    ),
    "term": ("任期", "聘期", "任职期限", "任期起止", "term"),
    "is_public": ("同意公开", "公开", "公开姓名", "public"),
    "is_phone_public": ("公开电话", "同意公开电话", "电话公开", "phonepublic"),
}  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """One kind of list: what its columns are called, and which it cannot do without."""

    synonyms: Synonyms
    # By the columns there are, and whether the sheet's title names a building.
    missing: Callable[[Collection[str], bool], list[str]]
    exported: tuple[str, ...]  # the columns of rows to mend, in order

    @cached_property
    def column_of(self) -> dict[str, str]:
        """Which column a header word names."""
        return {word: column for column, words in self.synonyms.items() for word in words}

    @property
    def export_header(self) -> list[str]:
        """The first word of each column."""
        return [self.synonyms[column][0] for column in self.exported]


def _missing_of_people(has: Collection[str], has_building: bool) -> list[str]:
    """Columns without which no row can be placed."""
    missing = [] if "name" in has else ["name"]
    if "address" in has:
        return missing
    if "building" not in has and not has_building:
        missing.append("building")
    return missing if "room" in has else [*missing, "room"]


def _missing_of_appointments(has: Collection[str], has_building: bool) -> list[str]:
    """A name, and what it is for: a building, or a role for the whole compound."""
    missing = [] if "name" in has else ["name"]
    return missing if has_building or not {"building", "role"}.isdisjoint(has) else [*missing, "building"]


PEOPLE = Vocabulary(_PEOPLE, _missing_of_people, tuple(column for column in _PEOPLE if column != "address"))
APPOINTMENTS = Vocabulary(
    _APPOINTMENTS, _missing_of_appointments, tuple(column for column in _APPOINTMENTS if column != "term")
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands, from 0, in a sheet whose header is in row `header_row`."""

    header_row: int
    places: dict[str, int]
    building: int | None  # from the sheet's title, where there is no such column
    missing: list[str]


def _word(value: Any) -> str:
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) else ""
    text = re.sub(r"\(.*?\)", "", text)
    return re.sub(r"[\W_]", "", text).lower()


def read_header(vocabulary: Vocabulary, row: int, values: Sequence[Any], title: str) -> Columns:
    """What a row would be as a header; the first of two columns of one name counts."""
    places: dict[str, int] = {}
    for place, value in enumerate(values):
        column = vocabulary.column_of.get(_word(value))
        if column is not None:
            places.setdefault(column, place)
    building = building_number(title)
    return Columns(row, places, building, vocabulary.missing(places, building is not None))


def is_word_for(vocabulary: Vocabulary, column: str, value: Any) -> bool:
    """Whether a cell names a column: printed pages repeat the header."""
    return value is not None and vocabulary.column_of.get(_word(value)) == column


def best(candidates: Sequence[Columns]) -> Columns | None:
    """The likeliest header among the first rows: that which knows the most words, two at least."""
    found = max(candidates, key=lambda each: len(each.places), default=None)
    return found if found and len(found.places) >= 2 else None
