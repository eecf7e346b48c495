"""Which column is which: the header row, wherever it stands, in the words of many communities."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from residents.importing.cells import building_number

HEADER_WITHIN = 20  # rows

# What each column may be called, without spaces, marks and brackets, in lower case.
SYNONYMS: dict[str, tuple[str, ...]] = {
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
_COLUMN_OF = {word: column for column, words in SYNONYMS.items() for word in words}

# The first word of each is what our own export writes.
EXPORTED = (
    "building",
    "unit",
    "room",
    "name",
    "sex",
    "id_number",
    "birth_date",
    "phone",
    "relation",
    "tags",
    "remarks",
)
EXPORT_HEADER = [SYNONYMS[column][0] for column in EXPORTED]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands, from 0, in a sheet whose header is in row `header_row`."""

    header_row: int
    places: dict[str, int]
    building: int | None  # from the sheet's title, where there is no such column

    @property
    def missing(self) -> list[str]:
        """Columns without which no row can be placed."""
        has = self.places.keys()
        missing = [] if "name" in has else ["name"]
        if "address" in has:
            return missing
        if "building" not in has and self.building is None:
            missing.append("building")
        return missing if "room" in has else [*missing, "room"]


def _word(value: Any) -> str:
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) else ""
    text = re.sub(r"\(.*?\)", "", text)
    return re.sub(r"[\W_]", "", text).lower()


def read_header(row: int, values: Sequence[Any], title: str) -> Columns:
    """What a row would be as a header; the first of two columns of one name counts."""
    places: dict[str, int] = {}
    for place, value in enumerate(values):
        column = _COLUMN_OF.get(_word(value))
        if column is not None:
            places.setdefault(column, place)
    return Columns(row, places, building_number(title))


def is_word_for(column: str, value: Any) -> bool:
    """Whether a cell names a column: printed pages repeat the header."""
    return value is not None and _COLUMN_OF.get(_word(value)) == column


def best(candidates: Sequence[Columns]) -> Columns | None:
    """The likeliest header among the first rows: that which knows the most words, two at least."""
    found = max(candidates, key=lambda each: len(each.places), default=None)
    return found if found and len(found.places) >= 2 else None
