"""One cell at a time: what people type, as the register keeps it. Pure functions.

Each returns a value with the codes of what was mended (`repairs`) and of what is wrong
(`problems`); `words` says them in the reader's language.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from community.names import clean_name
from community.spreadsheets import RISKY
from residents import identity
from residents.models import LAST_UNIT, Residence

_NUMERALS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN = "".join(_NUMERALS) + "十百"
_NUMBER = rf"([0-9]+|[{_HAN}]+)"
_BUILDING = re.compile(rf"^(?:第|building)?{_NUMBER}(?:号楼|号|栋|幢|座|楼|#)*$", re.IGNORECASE)
_UNIT = re.compile(rf"^(?:第)?{_NUMBER}(?:单元|门)?$")
_UNITS = re.compile(rf"^(?:第)?{_NUMBER}(?:单元|门)?(?:(?:[-–—~]+|至|到)(?:第)?{_NUMBER}(?:单元|门)?)?$")
_WHOLE_BUILDING = frozenset({"", "全栋", "整栋", "全楼", "全部", "所有单元", "all"})
_ADDRESS = (
    re.compile(rf"{_NUMBER}(?:号楼|栋|幢|座|#)楼?{_NUMBER}单元{_NUMBER}(?:室|号|户)?$"),
    re.compile(rf"{_NUMBER}(?:号楼|栋|幢|座|#)楼?[-]?()([0-9]+)(?:室|号|户)?$"),
    re.compile(r"(?:^|[^0-9])([0-9]+)-([0-9]+)-([0-9]+)(?:室|号|户)?$"),
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[0-9]{9,11}")
_SUBTOTAL = re.compile(r"^(?:合计|小计|总计|共计|累计|本页|total)", re.IGNORECASE)
_REMARK = re.compile(r"[(\[【（]([^)\]】）]*)[)\]】）]?")
_SPREADSHEET_NUMBER = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})[-./年]?([0-9]{1,2})[-./月]?([0-9]{1,2})日?")
_FAR_TOO_LONG = 500  # characters; no cell that we read is longer

_RELATIONS = {
    "户主": "head", "本人": "head",
    "配偶": "spouse", "妻": "spouse", "妻子": "spouse", "夫": "spouse", "丈夫": "spouse",
    "夫妻": "spouse", "爱人": "spouse", "子女": "child", "子": "child", "女": "child", "儿子": "child", "女儿": "child",
    "长子": "child", "次子": "child", "长女": "child", "次女": "child",
    "父母": "parent", "父亲": "parent", "母亲": "parent",
    "父": "parent", "母": "parent", "兄弟姐妹": "sibling", "兄弟": "sibling", "姐妹": "sibling", "孙子女": "grandchild",
    "孙子": "grandchild", "孙女": "grandchild", "外孙": "grandchild", "外孙女": "grandchild", "祖父母": "grandparent",
    "爷爷": "grandparent", "奶奶": "grandparent",
    "租户": "tenant", "租客": "tenant", "承租人": "tenant", "其他": "other",
}  # fmt: skip
RELATION_WORDS = {
    "head": "户主", "spouse": "配偶", "child": "子女", "parent": "父母", "sibling": "兄弟姐妹", "grandchild": "孙子女",
    "grandparent": "祖父母", "tenant": "租户", "other": "其他",
}  # fmt: skip
_ROLES = {
    "楼栋长": "leader", "楼长": "leader", "楼组长": "leader", "buildingleader": "leader", "leader": "leader",
    "网格员": "grid", "网格长": "grid", "gridofficer": "grid",
    "片警": "police", "民警": "police", "社区民警": "police", "警官": "police", "policeofficer": "police",
    "业委会成员": "owners", "业委会委员": "owners", "业委会": "owners", "物管会成员": "owners",
    "owners'committeemember": "owners",
    "小区工作站工作人员": "station", "工作站工作人员": "station", "工作站": "station", "workstationworker": "station",
}  # fmt: skip
_YES = frozenset({"是", "同意", "公开", "√", "✓", "✔", "y", "yes", "1"})
_NO = frozenset({"否", "不同意", "不公开", "×", "✗", "n", "no", "0"})
_OPEN = frozenset({"长期", "至今", "不限", "无期限", "untilfurthernotice"})
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


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says, what was mended in it, and what is wrong with it."""

    value: Any
    repairs: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    extra: Any = None


def text(value: Any) -> str:
    """A cell as half-width text without the spaces around it; a whole number without its decimals."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    words = unicodedata.normalize("NFKC", str(value)[:_FAR_TOO_LONG]).strip()
    # The apostrophe by which our own workbooks mark a text.
    return words[1:] if words[:1] == "'" and words[1:].startswith(RISKY) else words


def is_subtotal(value: Any) -> bool:
    """Whether a cell begins a row of sums."""
    return isinstance(value, str) and _SUBTOTAL.match(text(value)) is not None


def whole(numeral: str) -> int | None:
    """A number in digits or in Chinese numerals up to 999: 三 → 3, 十六 → 16, 一百零二 → 102."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral) if len(numeral) < 6 else None
    if not numeral or any(character not in _HAN for character in numeral):
        return None
    if not any(character in "十百" for character in numeral):
        return int("".join(str(_NUMERALS[character]) for character in numeral)) if len(numeral) < 4 else None
    total, digit = 0, None
    for character in numeral:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            digit = _NUMERALS[character]
    return total + (digit or 0)


def _squeezed(value: Any) -> str:
    return re.sub(r"\s", "", text(value))


def building_number(value: Any) -> int | None:
    """3, 3栋, 3#, 3号楼, ３栋 and 三号楼 are building 3."""
    match = _BUILDING.match(_squeezed(value))
    number = whole(match[1]) if match else None
    return number if number and number <= 32_767 else None


def unit_number(value: Any) -> int | None:
    """1, 1单元 and 一单元 are unit 1; an empty cell too. None where it says something else."""
    squeezed = _squeezed(value)
    if not squeezed:
        return 1
    match = _UNIT.match(squeezed)
    number = whole(match[1]) if match else None
    return number if number and number < 100 else None


def units(value: Any) -> Read:
    """The first and the last unit: 1–2, 1至2单元, 1、2 and a lone 2; the whole building where the cell is empty.

    A spreadsheet takes 1-2 for the second of January, which is mended.
    """
    repairs: tuple[str, ...] = ()
    if isinstance(value, datetime):
        value, repairs = f"{value.month}-{value.day}", ("units_as_date",)
    squeezed = _squeezed(value)
    if squeezed.lower() in _WHOLE_BUILDING:
        return Read((1, LAST_UNIT))
    match = _UNITS.match(squeezed)
    if match:
        first = whole(match[1])
        found = (first, whole(match[2]) if match[2] else first)
    else:
        listed = [unit_number(part) for part in re.split(r"[、,;；]", squeezed)]
        first = listed[0]
        found = (first, listed[-1]) if first and listed == list(range(first, first + len(listed))) else (None, None)
    if found[0] is None or found[1] is None or not 1 <= found[0] <= found[1] <= LAST_UNIT:
        return Read(None, problems=("units_wrong",))
    return Read(found, repairs)


def room_number(value: Any) -> str:
    """101, 0101 and 101室 are room 101; empty where there is none or it is too long."""
    squeezed = re.sub(r"(?:室|号|户|房)$", "", _squeezed(value)).upper()
    if squeezed.isdigit():
        squeezed = squeezed.lstrip("0")
    return squeezed if len(squeezed) <= 10 and re.fullmatch(r"[\w\-]*", squeezed) else ""


def address(value: Any) -> tuple[int | None, int | None, str]:
    """Building, unit and room of an address in one cell: 奇星御园3栋1单元101室, 3-1-101."""
    squeezed = _squeezed(value)
    for pattern in _ADDRESS:
        match = pattern.search(squeezed)
        if match:
            return building_number(match[1]), unit_number(match[2]), room_number(match[3])
    return None, None, ""


def name(value: Any) -> Read:
    """A name without remarks in brackets, which become `extra`, and without spaces between Han characters."""
    raw = text(value)
    repairs, problems = [], []
    remarks = [each.strip() for each in _REMARK.findall(raw) if each.strip()]
    if _REMARK.search(raw):
        raw = _REMARK.sub("", raw)
        repairs.append("name_with_remark")
    cleaned = clean_name(raw)
    # 常 长 is 常长; the names of other peoples keep their spaces.
    closed = re.sub(r"(?<=[^\x00-\u2fff]) (?=[^\x00-\u2fff])", "", cleaned)
    if closed != cleaned:
        repairs.append("name_inner_space")
    if not closed:
        problems.append("name_missing")
    elif len(closed) > 100:
        problems.append("name_length")
    elif "*" in closed:
        problems.append("masked")
    return Read(closed, tuple(repairs), tuple(problems), remarks)


def id_number(value: Any) -> Read:
    """An identity number of 18 characters, or empty with its problem; `extra` is the `identity.Identity`."""
    if value is None:
        return Read("", problems=("id_missing",))
    if isinstance(value, float) and not (value.is_integer() and value < 1e15):
        # A spreadsheet keeps fifteen digits of a number; the last three are gone.
        return Read("", problems=("id_lost_to_scientific_notation",))
    typed = str(int(value)) if isinstance(value, float) else str(value)[:_FAR_TOO_LONG]
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
        read = identity.parse(number)
    except identity.IdentityError as error:
        return Read("", problems=(f"id_{error.code}",))
    repairs = []
    # Spaces and case are judged on their own, whatever the width of the characters.
    if plain != typed:
        repairs.append("id_full_width")
    if plain != number:
        repairs.append("id_case_or_space")
    if len(number) == 15:
        repairs.append("id_15_digits")
    return Read(read.number, tuple(repairs), extra=read)


def phone(value: Any) -> Read:
    """A mobile number; a second one, or a landline, is `extra`."""
    if value is None:
        return Read("", extra="")
    repairs = ["phone_numeric"] if isinstance(value, int | float) else []
    raw = text(value)
    if "*" in raw:
        return Read("", problems=("masked",), extra="")
    parts = [part for part in re.split(r"[/、,;；，\n]|或|(?<=[0-9]{11})\s+", raw) if part.strip()]
    if len(parts) > 1:
        repairs.append("phone_two_numbers")
    mobiles, others, wrong = [], [], False
    for part in parts:
        digits = re.sub(r"[^0-9]", "", part)
        if digits != part.strip():
            repairs.append("phone_punctuation")
        digits = re.sub(r"^(?:0086|86)(?=1[3-9][0-9]{9}$)", "", digits)
        if _MOBILE.fullmatch(digits):
            mobiles.append(digits)
        elif _LANDLINE.fullmatch(digits):
            others.append(digits)
        else:
            wrong = True
    kept = [*mobiles[1:], *others]
    problems = ("phone_length",) if wrong else ()
    mended = tuple(dict.fromkeys(repairs)) if not wrong else ()
    return Read(mobiles[0] if mobiles else "", mended, problems, kept[0] if kept else "")


def day(value: Any) -> date | None:
    """A day as a date, or as 1979.10.9, 1979年10月9日, 1979-10-09 or 19791009; None where it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DAY.fullmatch(_squeezed(value))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def term(value: Any) -> tuple[date | None, date | None]:
    """The first and the last day of a term in one cell: 2024.1.1-2026.12.31, 2024年1月1日至2026年12月31日."""
    written = _squeezed(value)
    parts = [day("-".join(match.groups())) for match in _DAY.finditer(written)] if written else []
    return (parts[0] if parts else None, parts[1] if len(parts) > 1 else None)


def birth_date(value: Any) -> Read:
    """A day as `day` reads it, within a human life."""
    if value is None:
        return Read(None)
    found = day(value)
    if found is None or not identity.EARLIEST <= found <= date.today():
        return Read(None, problems=("birth_date",))
    return Read(found)


def sex(value: Any) -> str:
    """`male`, `female`, or empty."""
    return _SEXES.get(_squeezed(value).lower(), "")


def relation(value: Any) -> str:
    """A relation to the head of household; empty where the cell is, other where the word is not known."""
    squeezed = _squeezed(value)
    return _RELATIONS.get(squeezed, Residence.Relation.OTHER) if squeezed else ""


def role(value: Any) -> str:
    """A role of the chains of service; empty where the word is not known."""
    return _ROLES.get(_squeezed(value).lower(), "")


def consent(value: Any) -> bool | None:
    """是 or 否; None where the cell is empty or says something else."""
    squeezed = _squeezed(value).lower()
    return True if squeezed in _YES else False if squeezed in _NO else None


def is_open_end(value: Any) -> bool:
    """Whether a last day is that there is none: 长期, 至今."""
    return _squeezed(value).lower() in _OPEN


def tags(value: Any, known: dict[str, str]) -> Read:
    """The slugs of tags; `known` are the names that staff added, with their slugs. Other words are `extra`."""
    words = [word.strip() for word in re.split(r"[/、,;；，\s]+", text(value)) if word.strip()]
    slugs = {_TAGS.get(word) or known.get(word) or word for word in words}
    unknown = [word for word in words if word not in _TAGS and word not in known]
    return Read(tuple(sorted(slugs - set(unknown))), problems=("tag_unknown",) if unknown else (), extra=unknown)


def remarks(value: Any) -> tuple[bool, list[str]]:
    """Whether a row says 人户分离, and its other remarks."""
    words = [clean_name(word) for word in re.split(r"[;；\n]", text(value)) if word.strip()]
    return any(APART in word for word in words), [word for word in words if word != APART]
