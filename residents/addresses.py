"""Parsing and comparing buildings, units and rooms as people write them. Pure functions.

A building or a unit usually has a number, but may have a name instead: A座, 南区3栋, 东单元, 商铺. Its key, by which
the register compares it, is the number in digits, or the name with a standard suffix: 3号楼 is `3`, A栋 is `A座`,
南区3号楼 is `南区3栋`, 东门 is `东单元`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from community.workbooks.cells import HAN, whole

LAST_UNIT = 99
FIRST_UNIT = "1"  # often omitted where a building has only one

_NUMBER = rf"(?:[0-9]+|[{HAN}]+)"
_SIDES = "东西南北中左右前后"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_AREA = rf"(?:(?:[{_SIDES}A-Z]|{_NUMBER})(?:区|期|院|苑))"
_HOUSE = r"(?:号楼|栋|幢|座|#楼?)"
_SHOPS = "商铺|商业|底商|门面房|门面|地下室|车库|储藏室|公寓|别墅|会所|平房|物业楼|办公楼|宿舍楼|裙楼|配楼"
_BUILDING = re.compile(rf"(?:第|BUILDING)?({_AREA})?({_NUMBER}|[A-Z])(?:{_HOUSE}|号|楼)*")
_BUILDING_WORD = re.compile(rf"({_AREA})?[A-Z0-9{_STEMS}]?(?:{_SHOPS})[A-Z0-9]{{0,2}}区?")
_UNIT = re.compile(rf"(?:第|UNIT)?(?:({_NUMBER})|([{_SIDES}{_STEMS}A-K]))(?:单元|门)?")
_UNIT_WORD = re.compile(rf"(?:{_SHOPS})[A-Z0-9]{{0,2}}")
_ROOM = r"([0-9]{2,5}[A-Z]?)(?:室|号|户|房)?"
_DOOR = r"([0-9]{1,5}[A-Z]?)(?:室|号|户|房)?"  # of a shop or a cellar
_MARKS = "#号楼栋幢座元门"  # a number after one of these is a unit or a room, never a building
_IN_ONE = (
    # 3-1-101, 3#-2-1104, A座-1-101, 3-东-101
    re.compile(
        rf"(?:.*?[^0-9A-Z])??((?:{_AREA})?(?:[0-9]+|[A-Z]){_HOUSE}?)-([0-9]+|[{_SIDES}{_STEMS}A-K])(?:单元|门)?-{_ROOM}"
    ),
    # 3号楼二单元十一楼1105, 奇星御园A座东单元101室, 3栋-1105
    re.compile(
        rf"(?:.*?[^0-9A-Z{HAN}])??((?:{_AREA})?(?:{_NUMBER}|[A-Z]){_HOUSE})-?"
        rf"(?:(?:第)?({_NUMBER}|[{_SIDES}{_STEMS}A-K])(?:(?:单元|门)-?|-))?(?:{_NUMBER}(?:楼|层)-?)?{_ROOM}"
    ),
    # 3号楼商铺12
    re.compile(rf"(?:.*?[^0-9A-Z{HAN}])??((?:{_AREA})?(?:{_NUMBER}|[A-Z]){_HOUSE})-?({_SHOPS})-?{_DOOR}"),
    # 商铺12号, 奇星御园地下室3
    re.compile(rf"(?:[^0-9A-Z{_MARKS}]*?)((?:{_AREA})?(?:{_SHOPS}))-?(){_DOOR}"),
    # 3-1105
    re.compile(rf"(?:.*[^0-9A-Z{_MARKS}-])?([0-9]+|[A-Z])-()([0-9]{{3,5}}[A-Z]?)(?:室|号|户|房)?"),
)
_BUILDING_BEHIND = re.compile(rf"(.+)\(((?:{_AREA})?(?:{_NUMBER}|[A-Z]){_HOUSE})\)")


def plain(written: str) -> str:
    """Normalise to half-width capitals without spaces, with one kind of dash."""
    return re.sub(r"[‐-―−]", "-", re.sub(r"\s", "", unicodedata.normalize("NFKC", written))).upper()


@lru_cache(maxsize=10_000)
def building_key(written: str) -> str:
    """The comparison key of a building; empty if the text cannot be one."""
    said = plain(written)
    if match := _BUILDING.fullmatch(said):
        area, house = _area(match[1]), match[2]
        number = whole(house)
        if number is not None:
            return "" if not 0 < number <= 32_767 else f"{area}{number}栋" if area else str(number)
        return f"{area}{house}座" if house.isascii() and house.isalpha() else ""
    return said if len(said) <= 20 and _BUILDING_WORD.fullmatch(said) else ""


def _area(said: str | None) -> str:
    if not said:
        return ""
    number = whole(said[:-1])
    return f"{number}{said[-1]}" if number is not None else said


@lru_cache(maxsize=10_000)
def unit_key(written: str) -> str:
    """The comparison key of a unit: a number up to 99, or a name; `1` if nothing is written, empty if it is invalid."""
    said = plain(written)
    if not said:
        return FIRST_UNIT
    if match := _UNIT.fullmatch(said):
        if match[2]:
            return f"{match[2]}单元"
        number = whole(match[1])
        return str(number) if number is not None and 0 < number <= LAST_UNIT else ""
    return said if _UNIT_WORD.fullmatch(said) else ""


def room_number(written: str) -> str:
    """The room number in 101, 0101 or 101室, here 101; empty if there is none or it is too long."""
    said = re.sub(r"(?:室|号|户|房)$", "", plain(written))
    if said.isdigit():
        said = said.lstrip("0")
    return said if len(said) <= 10 and re.fullmatch(r"[\w\-]*", said) else ""


def is_named_building(title: str) -> bool:
    """Whether a title can only mean a building, such as 3栋, A座 or 商铺, but not a single letter."""
    said = plain(title)
    return bool(building_key(said)) and not re.fullmatch(r"[A-Z]", said)


@dataclass(frozen=True, slots=True)
class Address:
    """A household's address, by its keys."""

    building: str
    unit: str
    room: str

    def __str__(self) -> str:
        return f"{self.building}-{self.unit}-{self.room}"


def in_one(written: str) -> Address | None:
    """An address in one cell: 奇星御园3栋1单元101室, 3-1-101, 3#-2-1104, 2单元1106室（3号楼）."""
    said = plain(written).replace("/", "-")
    if match := _BUILDING_BEHIND.fullmatch(said):
        said = match[2] + match[1]
    for pattern in _IN_ONE:
        if match := pattern.fullmatch(said):
            building, unit, room = building_key(match[1]), unit_key(match[2] or ""), room_number(match[3])
            if building and unit and room:
                return Address(building, unit, room)
    return None


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search for an address specifies: a building, perhaps a unit, perhaps a room."""

    building: str
    unit: str = ""
    room: str = ""


_SOUGHT_BUILDING = re.compile(rf"((?:{_AREA})?(?:{_NUMBER}|[A-Z])(?:{_HOUSE}|楼)|(?:{_SHOPS}))-?")
_SOUGHT_UNIT = re.compile(
    rf"((?:{_AREA})?(?:(?:{_NUMBER}|[A-Z])(?:{_HOUSE}|楼)-?|[0-9]+-|[A-Z]-))"
    rf"([0-9]{{1,2}}|(?:{_NUMBER}|[{_SIDES}{_STEMS}A-K])(?:单元|门))-?"
)


def sought(query: str) -> Sought | None:
    """Parse a query such as 3-1-101, 3-101, 3栋1单元, A座 or 3#; None if it is not an address."""
    said = plain(query)
    if not re.search(rf"[0-9{HAN}A-Z]", said) and not re.fullmatch(_SHOPS, said):
        return None
    if match := _SOUGHT_BUILDING.fullmatch(said):
        return Sought(building_key(match[1])) if building_key(match[1]) else None
    if (match := _SOUGHT_UNIT.fullmatch(said)) and (unit := unit_key(match[2])):
        return Sought(building_key(match[1].rstrip("-")), unit)
    found = in_one(said)
    if found is None:
        return None
    # 3-101 names no unit, so it matches any door with that number.
    has_unit = re.search(r"单元|门|-[^-]+-", said) is not None
    return Sought(found.building, found.unit if has_unit else "", found.room)


@lru_cache(maxsize=1000)
def order_of(key: str) -> int:
    """The sort order of a building: by number, then letters, then areas, then words; at most 32,000."""
    if key.isdigit():
        return min(int(key), 9_999)
    if re.fullmatch("[A-Z]座", key):
        return 10_000 + ord(key[0])
    if match := re.match(rf"({_AREA})([0-9]+|[A-Z])", key):
        area = match[1][0]
        rank = whole(match[1][:-1]) or (_SIDES.find(area) + 1 if area in _SIDES else ord(area) % 32)
        house = int(match[2]) if match[2].isdigit() else ord(match[2])
        return 11_000 + min(rank, 99) * 200 + min(house, 199)
    return 32_000


def unit_order(key: str) -> int:
    """The sort order of a named unit: 甲 before 乙, 东 before 西, A before B."""
    first = key[0]
    for row in (_STEMS, _SIDES):
        if first in row:
            return row.index(first)
    return ord(first)
