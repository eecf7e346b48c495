"""Normalising single cells about residents. Pure functions.

Cells of any list are read by `community.workbooks.cells`; these are specific to the register.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from community.names import clean_name
from community.workbooks.cells import FAR_TOO_LONG, HAN, Read, is_missing, partial_day, squeezed, text, whole
from residents import addresses, documents, identity
from residents.addresses import LAST_UNIT, Address
from residents.enums import DocumentKind
from residents.models import Residence

_NUMBER = rf"([0-9]+|[{HAN}]+)"
_UNITS = re.compile(rf"^(?:第)?{_NUMBER}(?:单元|门)?(?:(?:[-–—~]+|至|到)(?:第)?{_NUMBER}(?:单元|门)?)?$")
_WHOLE_BUILDING = frozenset({"", "全栋", "整栋", "全楼", "全部", "所有单元", "all"})
_EMPTY = frozenset({"无人", "空房", "空户", "空置", "空置房", "无人居住", "未入住", "空"})
# 护照E12345678: the kind before the number in one cell.
_NAMED_NUMBER = re.compile(r"([\u4e00-\u9fff()]{2,20}?)(?:号码|号)?\s*[:：]?\s*([A-Za-z0-9() -]{5,30})")
_SPREADSHEET_NUMBER = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)

RELATION_WORDS = {
    "head": "户主", "spouse": "配偶", "child": "子女", "parent": "父母", "sibling": "兄弟姐妹", "grandchild": "孙子女",
    "grandparent": "祖父母", "child_in_law": "儿媳女婿", "parent_in_law": "公婆岳父母", "relative": "其他亲属",
    "helper": "保姆", "tenant": "租户", "other": "其他",
}  # fmt: skip
_ROLES = {
    "楼栋长": "leader", "楼长": "leader", "楼组长": "leader", "buildingleader": "leader", "leader": "leader",
    "网格员": "grid", "网格长": "grid", "gridofficer": "grid",
    "片警": "police", "民警": "police", "社区民警": "police", "警官": "police", "policeofficer": "police",
    "业委会成员": "owners", "业委会委员": "owners", "业委会": "owners", "物管会成员": "owners",
    "owners'committeemember": "owners",
    "小区工作站工作人员": "station", "工作站工作人员": "station", "工作站": "station", "workstationworker": "station",
}  # fmt: skip
_SEXES = {"男": "male", "男性": "male", "m": "male", "male": "male", "女": "female", "女性": "female", "f": "female"}
_SEXES["female"] = "female"
SEX_WORDS = {"male": "男", "female": "女", "": ""}
APART = "人户分离"  # registered here, living elsewhere

_TAGS = {
    "独居老人": "living_alone", "独居": "living_alone", "空巢独居": "living_alone", "残疾": "disability",
    "残疾人": "disability", "党员": "party_member", "中共党员": "party_member", "低保": "low_income",
    "低保户": "low_income", "低收入": "low_income", "未成年人": "minor", "未成年": "minor", "儿童": "minor",
}  # fmt: skip
TAG_WORDS = {
    "living_alone": "独居老人", "disability": "残疾", "party_member": "党员", "low_income": "低保", "minor": "未成年人",
}  # fmt: skip


_DOCUMENTS = {
    word: kind
    for kind, words in {
        DocumentKind.IDENTITY: (
            "身份证", "居民身份证", "二代身份证", "第二代身份证", "二代证", "临时身份证", "临时居民身份证", "户口簿",
            "居民户口簿", "户口本", "identitycard", "idcard",
        ),
        DocumentKind.PASSPORT: ("护照", "中国护照", "外国护照", "普通护照", "因私护照", "passport"),
        DocumentKind.HONG_KONG_PERMIT: (
            "港澳居民来往内地通行证", "港澳来往内地通行证", "港澳居民通行证", "港澳通行证", "港澳台通行证",
            "港澳居民来往内地通行证非中国籍", "回乡证", "往来内地通行证",
        ),
        DocumentKind.HONG_KONG_RESIDENCE: (
            "港澳居民居住证", "港澳居住证", "港澳台居民居住证", "港澳台居住证",
        ),
        DocumentKind.TAIWAN_PERMIT: (
            "台湾居民来往大陆通行证", "台湾来往大陆通行证", "台湾居民通行证", "台湾通行证", "台胞证",
        ),
        DocumentKind.TAIWAN_RESIDENCE: ("台湾居民居住证", "台湾居住证"),
        DocumentKind.FOREIGN_RESIDENCE: (
            "外国人永久居留身份证", "外国人永久居留证", "永久居留身份证", "永久居留证", "永居证", "绿卡",
        ),
        DocumentKind.OTHER: (
            "其他", "其他证件", "其它", "军官证", "士兵证", "警官证", "出生证", "出生医学证明", "出生证明", "旅行证",
            "外国人居留许可", "外国人居留证", "other",
        ),
    }.items()
    for word in words
}  # fmt: skip
DOCUMENT_WORDS = {
    DocumentKind.IDENTITY: "身份证", DocumentKind.PASSPORT: "护照", DocumentKind.OTHER: "其他证件",
    DocumentKind.HONG_KONG_PERMIT: "港澳居民来往内地通行证", DocumentKind.HONG_KONG_RESIDENCE: "港澳居民居住证",
    DocumentKind.TAIWAN_PERMIT: "台湾居民来往大陆通行证", DocumentKind.TAIWAN_RESIDENCE: "台湾居民居住证",
    DocumentKind.FOREIGN_RESIDENCE: "外国人永久居留身份证",
}  # fmt: skip


def building(value: Any) -> str:
    """The key of a building: 3, 3栋, 3#, 3号楼, ３栋 and 三号楼 are `3`; A座 is `A座`. Empty if it is invalid."""
    return addresses.building_key(text(value))


def unit(value: Any) -> str:
    """The key of a unit: 1, 1单元, 一单元 and an empty cell are `1`; 东单元 is `东单元`. Empty if it is invalid."""
    return addresses.unit_key("" if is_missing(value) else text(value))


def room(value: Any) -> str:
    """The room number in 101, 0101 or 101室, here 101; empty if there is none or it is too long."""
    return addresses.room_number(text(value))


def address(value: Any) -> Address | None:
    """An address in one cell, as `addresses.in_one` reads it."""
    return addresses.in_one(text(value))


def units(value: Any) -> Read:
    """The first and the last unit: 1–2, 1至2单元, 1、2 and a lone 2; an empty cell means the whole building.

    Spreadsheet programs turn 1-2 into the second of January, which is repaired.
    """
    repairs: tuple[str, ...] = ()
    if isinstance(value, datetime):
        value, repairs = f"{value.month}-{value.day}", ("units_as_date",)
    said = squeezed(value)
    if said.lower() in _WHOLE_BUILDING:
        return Read((1, LAST_UNIT))
    match = _UNITS.match(said)
    if match:
        first = whole(match[1])
        found = (first, whole(match[2]) if match[2] else first)
    else:
        listed = [_numbered(part) for part in re.split(r"[、,;；]", said)]
        first = listed[0]
        found = (first, listed[-1]) if first and listed == list(range(first, first + len(listed))) else (None, None)
    if found[0] is None or found[1] is None or not 1 <= found[0] <= found[1] <= LAST_UNIT:
        return Read(None, problems=("units_wrong",))
    return Read(found, repairs)


def _numbered(value: str) -> int | None:
    key = addresses.unit_key(value)
    return int(key) if key.isdigit() and value else None


def id_number(value: Any) -> Read:
    """An identity number of 18 characters, or empty with its problem; `extra` is the `Document`."""
    if is_missing(value):
        return Read("", problems=("id_missing",))
    if isinstance(value, float) and not (value.is_integer() and value < 1e15):
        # Spreadsheet programs store only fifteen digits of a number, so the last three are lost.
        return Read("", problems=("id_lost_to_scientific_notation",))
    typed = str(int(value)) if isinstance(value, float) else str(value)[:FAR_TOO_LONG]
    if isinstance(value, int) and len(typed) == 18 and typed.endswith("000"):
        return Read("", problems=("id_lost_to_scientific_notation",))
    plain = unicodedata.normalize("NFKC", typed)
    if _SPREADSHEET_NUMBER.fullmatch(plain.strip()):
        return Read("", problems=("id_lost_to_scientific_notation",))
    if "*" in plain:
        return Read("", problems=("masked",))
    number = identity.tidy(plain)
    if not number:
        return Read("", problems=("id_missing",))
    try:
        read = documents.parse(DocumentKind.IDENTITY, number)
    except identity.IdentityError as error:
        return Read("", problems=(f"id_{error.code}",))
    repairs = []
    # Spaces and case are reported separately, whatever the width of the characters.
    if plain != typed:
        repairs.append("id_full_width")
    if plain != number:
        repairs.append("id_case_or_space")
    if len(number) == 15:
        repairs.append("id_15_digits")
    return Read(read.number, tuple(repairs), extra=read)


def document(value: Any, kind: Any) -> Read:
    """A document number with its kind, from the column, the cell or the format; `extra` is the `Document`.

    An unknown kind is imported as another document, and is a problem.
    """
    said, number = "" if is_missing(kind) else squeezed(kind), value
    if isinstance(value, str) and (match := _NAMED_NUMBER.fullmatch(text(value))) and _kind(match[1]):
        said, number = said or match[1], match[2]
    wanted = _kind(said) if said else DocumentKind.IDENTITY
    if wanted == DocumentKind.IDENTITY:
        read = id_number(number)
        other = documents.by_shape(number) if read.problems and isinstance(number, str) else None
        return Read(other.number, ("document_by_shape",), extra=other) if other else read
    typed = "" if is_missing(number) else text(number)
    if not typed or "*" in typed:
        return Read("", problems=("masked" if typed else "id_missing",))
    try:
        found = documents.parse(wanted or DocumentKind.OTHER, typed)
    except identity.IdentityError as error:
        return Read("", problems=(f"id_{error.code}",))
    repairs = ["document_by_shape"] if wanted and found.kind != wanted else []
    if typed != found.number:
        repairs.append("id_case_or_space")
    return Read(found.number, tuple(repairs), () if wanted else ("document_unknown",), found)


def _kind(said: str) -> DocumentKind | None:
    """The kind of document that a text names."""
    return _DOCUMENTS.get(re.sub(r"[()]|^中华人民共和国|号码?$", "", said).lower())


def birth_date(value: Any) -> Read:
    """A birth date within a human lifetime, or as much of it as is given; `extra` is its precision."""
    if is_missing(value):
        return Read(None)
    found = partial_day(value)
    if found is None or not identity.EARLIEST <= found.date <= date.today():
        return Read(None, problems=("birth_date",))
    return Read(found.date, extra=found.precision)


def says_empty(value: Any) -> bool:
    """Whether a cell says, instead of a name, that nobody lives there."""
    return squeezed(value) in _EMPTY


def sex(value: Any) -> str:
    """`male`, `female`, or empty."""
    return _SEXES.get(squeezed(value).lower(), "")


def relation(value: Any, known: Mapping[str, str]) -> Read:
    """A relation to the head of household; `known` maps the register's words to relations.

    Empty if the cell is. An unknown word is a problem, and counts as other.
    """
    said = squeezed(value)
    if is_missing(said):
        return Read("")
    found = known.get(said)
    return Read(found) if found else Read(Residence.Relation.OTHER.value, problems=("relation_unknown",))


def role(value: Any) -> str:
    """A role of the chains of service; empty if the word is unknown."""
    return _ROLES.get(squeezed(value).lower(), "")


def tags(value: Any, known: dict[str, str]) -> Read:
    """The slugs of tags; `known` maps the names that staff added to slugs. Other words become `extra`."""
    words = [word for word in re.split(r"[/、,;；，\s]+", text(value)) if not is_missing(word)]
    slugs = {_TAGS.get(word) or known.get(word) or word for word in words}
    unknown = [word for word in words if word not in _TAGS and word not in known]
    return Read(tuple(sorted(slugs - set(unknown))), problems=("tag_unknown",) if unknown else (), extra=unknown)


def remarks(value: Any) -> tuple[bool, list[str]]:
    """Whether a row says 人户分离, and its other remarks."""
    words = [clean_name(word) for word in re.split(r"[;；\n]", text(value)) if not is_missing(word)]
    return any(APART in word for word in words), [word for word in words if word != APART]
