"""The headings of the register's lists."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import pgettext_lazy

from community.workbooks.headings import Synonyms, Vocabulary
from residents import addresses

_PEOPLE: Synonyms = {
    "building": ("楼栋", "楼栋号", "栋", "栋号", "楼号", "幢", "幢号", "楼", "座", "building"),
    "unit": ("单元", "单元号", "门洞", "unit"),
    "room": ("房号", "房间号", "室", "室号", "户号", "门牌号", "门牌", "房间", "房屋号", "room"),
    "address": ("住址", "地址", "详细地址", "家庭住址", "居住地址", "现住址", "房屋地址", "楼栋房号", "address"),
    "name": ("姓名", "居民姓名", "名字", "人员姓名", "住户姓名", "name"),
    "sex": ("性别", "sex", "gender"),
    "id_number": (
        "证件号码", "证件号", "证件编号", "身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码",
        "护照号", "护照号码", "通行证号", "通行证号码", "idnumber", "identitynumber",
    ),
    "id_kind": ("证件类型", "证件类别", "证件种类", "证件名称", "证件", "documenttype", "idtype"),
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

_LABELS = {
    "compound": pgettext_lazy("column", "compound"),
    "building": pgettext_lazy("column", "building"),
    "unit": pgettext_lazy("column", "unit"),
    "units": pgettext_lazy("column", "units"),
    "room": pgettext_lazy("column", "room number"),
    "address": pgettext_lazy("column", "address in one cell"),
    "name": pgettext_lazy("column", "full name"),
    "sex": pgettext_lazy("column", "sex"),
    "id_number": pgettext_lazy("column", "identity number"),
    "id_kind": pgettext_lazy("column", "kind of document"),
    "birth_date": pgettext_lazy("column", "date of birth"),
    "phone": pgettext_lazy("column", "telephone"),
    "relation": pgettext_lazy("column", "relation to the head"),
    "tags": pgettext_lazy("column", "category"),
    "remarks": pgettext_lazy("column", "remarks"),
    "role": pgettext_lazy("column", "role"),
    "first": pgettext_lazy("column", "first day"),
    "last": pgettext_lazy("column", "last day"),
    "term": pgettext_lazy("column", "first and last day in one cell"),
    "is_public": pgettext_lazy("column", "agreed to be named"),
    "is_phone_public": pgettext_lazy("column", "agreed to a public phone number"),
}


def _missing_of_people(has: Collection[str]) -> list[str]:
    """Columns without which no row can be assigned."""
    missing = [] if "name" in has else ["name"]
    return missing if "address" in has else missing + [column for column in ("building", "room") if column not in has]


def _missing_of_appointments(has: Collection[str]) -> list[str]:
    """A name, and either a building or a role for the whole compound."""
    missing = [] if "name" in has else ["name"]
    return missing if not {"building", "role"}.isdisjoint(has) else [*missing, "building"]


def _building_of_title(title: str) -> dict[str, Any]:
    """A sheet named after a building contains its people."""
    return {"building": title} if addresses.is_named_building(title) else {}


_SQUARE = re.compile(r"(?:[0-9]+|[一二三四五六七八九十东西南北中甲乙丙丁]+)单元|[0-9]{2,4}室?")


def _is_crosstab(values: Sequence[Any]) -> bool:
    """Whether a row is the header of a cross table: units, or the last digits of rooms, across."""
    return sum(_SQUARE.fullmatch(addresses.plain(str(value))) is not None for value in values if value is not None) >= 2


PEOPLE = Vocabulary(
    _PEOPLE,
    {column: _LABELS[column] for column in _PEOPLE},
    _missing_of_people,
    # The kind of document last, so that stored rows from before it was added keep their columns.
    exported=(*(column for column in _PEOPLE if column not in ("address", "id_kind")), "id_kind"),
    carried=("building", "unit", "room", "address", "phone"),
    of_title=_building_of_title,
    is_crosstab=_is_crosstab,
)
APPOINTMENTS = Vocabulary(
    _APPOINTMENTS,
    {column: _LABELS[column] for column in _APPOINTMENTS},
    _missing_of_appointments,
    exported=tuple(column for column in _APPOINTMENTS if column != "term"),
    carried=("compound", "building", "role"),
    of_title=_building_of_title,
)
