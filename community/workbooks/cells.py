"""Normalising single cells as people type them. Pure functions.

Each returns a value with codes for what was repaired (`repairs`) and what is wrong (`problems`); `words` translates
the codes.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from community.names import clean_name
from community.spreadsheets import RISKY
from community.workbooks.reading import FORMULA

NUMERALS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
HAN = "".join(NUMERALS) + "十百"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# A landline, with or without area code; 110 and extensions do not count.
_LANDLINE = re.compile(r"0[0-9]{9,11}|[2-8][0-9]{6,7}")
_SUBTOTAL = re.compile(r"^(?:合计|小计|总计|共计|累计|本页|total)", re.IGNORECASE)
_REMARK = re.compile(r"[(\[【（]([^)\]】）]*)[)\]】）]?")
_DAY = re.compile(r"([0-9]{4})[-./年]?([0-9]{1,2})[-./月]?([0-9]{1,2})日?")
_MONTH = re.compile(r"([0-9]{4})(?:[-./年]([0-9]{1,2})月?|([0-9]{2}))")
_SHORT_MONTH = re.compile(r"([0-9]{2})年([0-9]{1,2})月")
_SHORT_DAY = re.compile(r"([0-9]{2})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_TIME = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_HAN_NAME = r"[^\x00-\u2fff]"
_TWO_PEOPLE = re.compile(rf"{_HAN_NAME}\s*[、,;；，/\n&+]\s*{_HAN_NAME}|^{_HAN_NAME}{{2,4}}[和与及]{_HAN_NAME}{{2,4}}$")
_TWO_NAMES = re.compile(rf"({_HAN_NAME}{{2,3}})\s+({_HAN_NAME}{{2,3}})")
_LONG_SURNAMES = frozenset(
    {
        "欧阳", "司马", "上官", "诸葛", "尉迟", "夏侯", "东方", "皇甫", "慕容", "令狐", "司徒", "司空", "宇文", "长孙",
        "端木", "公孙", "独孤", "南宫", "西门", "呼延", "轩辕",
    }
)  # fmt: skip
# Characters that never occur in names; unreadable ones mark where a font or an export lost a character.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_UNREADABLE = re.compile("[?？\ufffd\u25a1\u3013\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NO_NAME = re.compile(r"^[\W_]+$|\d")  # lists distinguish namesakes by a digit, as in 王秀兰1
MISSING = frozenset(
    {
        "无", "不详", "暂无", "没有", "未知", "不清楚", "未提供", "待补", "空", "无电话", "无手机", "没有电话",
        "没有手机", "无身份证", "未办证", "未办理", "/", "-", "--", "—", "——", "n/a", "none",
    }
)  # fmt: skip
DAY, MONTH, YEAR = "day", "month", "year"  # how much of a date is given
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[1-7][0-9]{4}(?:\.[0-9]+)?")  # spreadsheet day numbers, from 1927 to 2119
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")
_YES = frozenset({"是", "同意", "公开", "√", "✓", "✔", "y", "yes", "1"})
_NO = frozenset({"否", "不同意", "不公开", "×", "✗", "n", "no", "0"})
_OPEN = frozenset({"长期", "至今", "不限", "无期限", "untilfurthernotice"})
FAR_TOO_LONG = 500  # characters; no cell that we read is longer


@dataclass(frozen=True, slots=True)
class Read:
    """A cell's value, what was repaired in it, and what is wrong with it."""

    value: Any
    repairs: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    extra: Any = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the first day of a month or year if no more is given."""

    date: date
    precision: str = DAY


def text(value: Any) -> str:
    """A cell as half-width text without surrounding spaces; a whole number without its decimals."""
    if value is None or value is FORMULA or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    words = unicodedata.normalize("NFKC", str(value)[:FAR_TOO_LONG]).strip()
    # The apostrophe by which our own workbooks mark text.
    return words[1:] if words[:1] == "'" and words[1:].startswith(RISKY) else words


def squeezed(value: Any) -> str:
    """A cell as text without any space."""
    return re.sub(r"\s", "", text(value))


def is_missing(value: Any) -> bool:
    """Whether a cell means that there is no value: empty, 无, 不详, 暂无."""
    said = squeezed(value).lower()
    return not said or said in MISSING


def is_subtotal(value: Any) -> bool:
    """Whether a cell begins a subtotal row."""
    return isinstance(value, str) and _SUBTOTAL.match(text(value)) is not None


def whole(numeral: str) -> int | None:
    """A number in digits or in Chinese numerals up to 999: 三 → 3, 十六 → 16, 一百零二 → 102."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral) if len(numeral) < 6 else None
    if not numeral or any(character not in HAN for character in numeral):
        return None
    if not any(character in "十百" for character in numeral):
        return int("".join(str(NUMERALS[character]) for character in numeral)) if len(numeral) < 4 else None
    total, digit = 0, None
    for character in numeral:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            digit = NUMERALS[character]
    return total + (digit or 0)


def name(value: Any) -> Read:
    """A name without remarks in brackets, which become `extra`, and without spaces between Han characters.

    A name that is unreadable, or two names in one cell, is a problem and not repaired, because only staff can tell.
    """
    raw = text(value)
    repairs, problems = [], []
    seen = _INVISIBLE.sub("", raw)
    if seen != raw:
        raw = seen
        repairs.append("name_invisible")
    remarks = [each.strip() for each in _REMARK.findall(raw) if each.strip()]
    if _REMARK.search(raw):
        raw = _REMARK.sub("", raw)
        repairs.append("name_with_remark")
    bare = raw.strip().rstrip("、,，;；.。")
    if bare != raw.strip():
        raw = bare
        repairs.append("name_marks")
    cleaned = clean_name(raw)
    # 常 长 becomes 常长; names in other scripts keep their spaces.
    closed = re.sub(r"(?<=[^\x00-\u2fff]) (?=[^\x00-\u2fff])", "", cleaned)
    if closed != cleaned:
        repairs.append("name_inner_space")
    dotted = re.sub(r"(?<=[^\x00-\u2fff])\s*[.．。]\s*(?=[^\x00-\u2fff])", "·", closed)
    if dotted != closed:
        closed = dotted
        repairs.append("name_dot")
    if not closed:
        problems.append("name_missing")
    elif len(closed) > 100:
        problems.append("name_length")
    elif "*" in closed:
        problems.append("masked")
    elif _UNREADABLE.search(closed):
        problems.append("name_unreadable")
    elif _TWO_PEOPLE.search(raw.strip()) or _are_two(cleaned):
        problems.append("name_two_people")
    elif _NO_NAME.search(closed) or closed in MISSING:
        problems.append("name_not_a_name")
    return Read(closed, tuple(repairs), tuple(problems), remarks)


def _are_two(name: str) -> bool:
    """Whether a text holds two names: 王秀兰 李建国 does; 欧阳 建国 and 王 秀兰 do not."""
    match = _TWO_NAMES.fullmatch(name)
    return match is not None and match[1] not in _LONG_SURNAMES


def phone(value: Any) -> Read:
    """A mobile number; a second one, or a landline, becomes `extra`."""
    if is_missing(value):
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


def partial_day(value: Any) -> Day | None:
    """A day as 1958-03-05, 1958年3月5日, 19580305, 58.3.5 or a serial number; a month as 1958-03, 195803; a year.

    Two-digit years lie within the last hundred years. None for anything else.
    """
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    # 1958 1 2 is a day, but 195812 is not.
    written = re.sub(r"\s", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", "-", _TIME.sub("", text(value))))
    if _SERIAL.fullmatch(written):
        return Day(_EPOCH + timedelta(days=int(float(written))))
    try:
        if match := _YEAR.fullmatch(written):
            return Day(date(int(match[1]), 1, 1), YEAR)
        # Before days: 1958.12 is December, not the second of January.
        if match := _MONTH.fullmatch(written):
            if isinstance(value, float) and match[2] == "1":  # as a number, 1958.10 has lost its final zero
                return Day(date(int(match[1]), 1, 1), YEAR)
            return Day(date(int(match[1]), int(match[2] or match[3]), 1), MONTH)
        if match := _SHORT_DAY.fullmatch(written):
            return Day(_in_last_century(int(match[1]), int(match[2]), int(match[3])))
        if match := _SHORT_MONTH.fullmatch(written):
            return Day(_in_last_century(int(match[1]), int(match[2]), 1), MONTH)
        match = _DAY.fullmatch(written)
        return Day(date(*map(int, match.groups()))) if match else None
    except ValueError:
        return None


def _in_last_century(year: int, month: int, day: int) -> date:
    """A day with a two-digit year. Raises `ValueError`."""
    today = date.today()
    found = date(today.year // 100 * 100 + year, month, day)
    return found if found <= today else date(found.year - 100, month, day)


def day(value: Any) -> date | None:
    """A day in any format that `partial_day` reads; None for anything else, including months."""
    found = partial_day(value)
    return found.date if found is not None and found.precision == DAY else None


def term(value: Any) -> tuple[date | None, date | None]:
    """The first and last day of a term in one cell: 2024.1.1-2026.12.31, 2024年1月1日至2026年12月31日."""
    written = squeezed(value)
    parts = [day("-".join(match.groups())) for match in _DAY.finditer(written)] if written else []
    return (parts[0] if parts else None, parts[1] if len(parts) > 1 else None)


def consent(value: Any) -> bool | None:
    """是 or 否; None if the cell is empty or says something else."""
    said = squeezed(value).lower()
    return True if said in _YES else False if said in _NO else None


def is_open_end(value: Any) -> bool:
    """Whether the last day of a term is open: 长期, 至今."""
    return squeezed(value).lower() in _OPEN


def as_written(value: Any) -> str:
    """A cell as text, truncated for storage."""
    if value is None or value is FORMULA:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)[:200]
