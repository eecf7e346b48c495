"""Importing the old paper list: one row per thing, rows with the same number form one gift; see `community.workbooks`.

The rules for a row:

- If a gift has the row's number already, the row changes nothing. Rows without a number are identified
  by donor, day and thing.
- Names joined by 、 gave together. 匿名 is an anonymous donor.
- The donors of the list were never asked what may be public, so they appear as “a neighbour”, unless a
  column says more.
- Amounts of money are not counted again, and values are those of the list.
"""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.models import User
from community.names import mask_name
from community.ranges import today
from community.vault import fingerprint
from community.workbooks import cells
from community.workbooks.enums import Verdict
from community.workbooks.headings import Vocabulary
from community.workbooks.models import WorkbookRow
from community.workbooks.tables import Line
from community.workbooks.tracks import LineTrack, Taken, Taker
from community.workbooks.words import refuse
from donations import services
from donations.enums import DonorKind, Publicity
from donations.models import Donor, Gift
from donations.models.gifts import UNNUMBERED
from donations.names import check_name
from donations.services.old_list import OldGift

LABELS = {
    "name": _("who gave"),
    "what": _("what was given"),
    "count": _("how many"),
    "unit": _("counted in"),
    "amount": _("amount of money"),
    "value": _("value"),
    "day": _("day of the gift"),
    "number": _("number of the list"),
    "use": _("intended use"),
    "place": _("where it is"),
    "publicity": _("what others may read"),
}


def _missing(there: Collection[str]) -> list[str]:
    lacking = [column for column in ("name", "day") if column not in there]
    return lacking if {"what", "amount"} & set(there) else [*lacking, "what"]


OLD_GIFTS = Vocabulary(
    synonyms={
        "name": ("捐赠人", "捐赠者", "姓名", "捐赠单位", "捐赠人姓名", "捐赠单位个人", "捐赠方", "donor", "name"),
        "what": ("物品", "捐赠物品", "物品名称", "品名", "捐赠内容", "名称", "thing", "what"),
        "count": ("数量", "件数", "捐赠数量", "count"),
        "unit": ("单位", "计量单位", "unit"),
        "amount": ("金额", "捐款", "捐款金额", "捐赠金额", "amount"),
        "value": ("价值", "估值", "折价", "折合金额", "value"),
        "day": ("日期", "捐赠日期", "时间", "捐赠时间", "day", "date"),
        "number": ("编号", "证书编号", "证书号", "台账编号", "number"),
        "use": ("用途", "指定用途", "捐赠用途", "use"),
        "place": ("存放地点", "存放位置", "位置", "放置地点", "place"),
        "publicity": ("公开", "是否公开", "公示", "是否公示", "publicity"),
    },
    labels=LABELS,
    missing=_missing,
    exported=tuple(LABELS),
)
UNNAMED = frozenset({"匿名", "无名", "不留名", "爱心人士", "anonymous"})
COMPANY = re.compile(r"(公司|超市|商店|饭店|酒店|药店|面馆|餐馆|店|厂|银行|学校|幼儿园|医院|物业|中心)$")
GROUP = re.compile(r"(队|小组|协会|社|团|班|志愿者|党支部|全体业主)$")
# A number with its counter, as lists write it: 3台; 1.5 吨 does not count.
COUNTED = re.compile(r"(\d{1,6})\s*([^\d\s]{0,6})")
PUBLICITIES = {"全名": Publicity.FULL, "姓名": Publicity.FULL, "姓": Publicity.FAMILY, "姓氏": Publicity.FAMILY}
MOST = Decimal("999999999.99")


class GiftTrack(LineTrack):
    """The import of old gifts, thousands of rows; can be undone completely while nothing depends on them."""

    slug = "donations.gifts"
    only_plans = True
    label = _("Old list of gifts")
    vocabulary = OLD_GIFTS
    about = _("what was given")
    problems = {
        "thing_missing": _("neither a thing nor money"),
        "count_wrong": _("the count cannot be read, or is 0"),
        "amount_wrong": _("the amount cannot be read, is not above 0, or has more than two decimals"),
        "value_wrong": _("the value cannot be read, is below 0, or has more than two decimals"),
        "day_unreadable": _("the day cannot be read"),
        "day_ahead": _("the day is in the future"),
        "too_long": _("a cell is too long"),
        "sign_in_name": _("the name contains a character that no name has"),
        "other_gift": _("a row above gives this number to someone else, or to another day"),
    }
    repairs = {"count_with_unit": _("the unit moved out of the count")}
    proposals = {"perhaps": _("Perhaps the same donor as %(name)s, who has a login. Staff may merge them.")}

    def may(self, user: User) -> bool:
        """Only those who may import the list and decide on gifts."""
        return user.has_perms(["donations.import_gifts", "donations.change_gift"])

    def taker(self, *, run: Any, by: User | None) -> Taker:
        return _Taker().take

    def write(self, *, run: Any, planned: list[tuple[WorkbookRow, Any]], by: User | None) -> None:
        """Write all gifts at once; a row that adds a thing to the gift above records that gift, too."""
        gifts = list({id(plan): plan for _row, plan in planned}.values())
        made = services.write_old_gifts(gifts=gifts, by=by)
        of_plan = dict(zip(map(id, gifts), made, strict=True))
        for row, plan in planned:
            row.made = of_plan[id(plan)]

    def take_back(self, *, run: Any, made: list[dict[str, Any]], by: User | None) -> None:
        used = services.take_back_old_gifts(made=made, by=by)
        if used:
            raise refuse("depended_on", count=used)


class _Taker:
    """Reads rows, and remembers the earlier ones."""

    def __init__(self) -> None:
        self.known = set(Gift.objects.exclude(paper_number="").values_list("paper_number", flat=True))
        self.said: dict[str, OldGift] = {}
        with_login = Donor.objects.filter(user__isnull=False, nameless_at=None).exclude(name="")
        self.with_login = set(with_login.values_list("name", flat=True))

    def take(self, line: Line) -> Taken | None:
        """Read a row; one without a donor and a thing is empty."""
        said = {column: cells.text(line.values.get(column)) for column in LABELS}
        if not said["name"] and not said["what"]:
            return None
        taken = Taken(Verdict.REFUSED, said["name"], said["what"] or said["amount"])
        gift = self._read(line, said, taken)
        if taken.problems:
            return taken
        number = gift.number or _mark(gift, taken.about)
        before = self.said.get(number)
        if before is not None:
            return self._add_to(before, gift, taken)
        if number in self.known:
            taken.verdict = Verdict.UNCHANGED
            return taken
        gift.number = number
        self.said[number] = gift
        taken.verdict, taken.plan = Verdict.NEW, gift
        same = next((name for _kind, name in gift.givers if name in self.with_login), "")
        taken.proposal = {"kind": "perhaps", "name": mask_name(same)} if same else None
        return taken

    def _add_to(self, before: OldGift, gift: OldGift, taken: Taken) -> Taken:
        if (before.givers, before.day) != (gift.givers, gift.day) or gift.amount is not None:
            taken.problems.append("other_gift")
            return taken
        before.lines += gift.lines
        taken.verdict, taken.plan = Verdict.NEW, before
        return taken

    def _read(self, line: Line, said: dict[str, str], taken: Taken) -> OldGift:
        day = cells.day(line.values.get("day"))
        if day is None:
            taken.problems.append("day_unreadable")
        elif day > today():
            taken.problems.append("day_ahead")
        amount = _sum(said["amount"], taken, "amount_wrong", above=True)
        value = _sum(said["value"], taken, "value_wrong", above=False)
        lines = [_thing(said, taken)] if said["what"] else []
        if not lines and amount is None and "amount_wrong" not in taken.problems:
            taken.problems.append("thing_missing")
        if any(
            len(said[column]) > most for column, most in (("what", 60), ("use", 100), ("place", 60), ("number", 40))
        ):
            taken.problems.append("too_long")
        publicity = PUBLICITIES.get(cells.squeezed(said["publicity"]), Publicity.NEIGHBOUR)
        consent = cells.consent(said["publicity"])
        if consent is not None:
            publicity = Publicity.FULL if consent else Publicity.NOTHING
        return OldGift(
            number=said["number"],
            day=day or date.min,
            givers=_givers(said["name"], taken),
            lines=lines,
            amount=amount,
            value=value,
            use=said["use"],
            publicity=publicity,
            place=said["place"],
        )


def _mark(gift: OldGift, what: str) -> str:
    """An anonymous identifier for a gift without a number, to recognise it when its list is imported again."""
    said = f"{gift.day.isoformat()} {gift.givers} {what}"
    return UNNUMBERED + fingerprint(said)[:24]


def _givers(written: str, taken: Taken) -> list[tuple[str, str]]:
    if not written or written in UNNAMED:
        return [(DonorKind.UNNAMED, "")]
    givers: list[tuple[str, str]] = []
    for part in re.split(r"[、;；]", written):
        read = cells.name(part)
        taken.repairs += read.repairs
        taken.problems += read.problems
        if len(read.value) > 60:
            taken.problems.append("name_length")
        try:
            check_name(read.value)
        except ValidationError:
            taken.problems.append("sign_in_name")
        kind = DonorKind.COMPANY if COMPANY.search(read.value) else DonorKind.PERSON
        givers.append((DonorKind.GROUP if GROUP.search(read.value) and kind != DonorKind.COMPANY else kind, read.value))
    return givers


def _thing(said: dict[str, str], taken: Taken) -> tuple[str, int, str]:
    match = COUNTED.fullmatch(said["count"]) if said["count"] else None
    if said["count"] and (match is None or not int(match[1])):
        taken.problems.append("count_wrong")
        return (said["what"], 1, "件")
    count, unit = (int(match[1]), match[2]) if match else (1, "")
    if unit and not said["unit"]:
        taken.repairs.append("count_with_unit")
    return (said["what"], count, (said["unit"] or unit or "件")[:6])


def _sum(written: str, taken: Taken, problem: str, *, above: bool) -> Decimal | None:
    """An amount in yuan with or without its sign; None if there is none."""
    plain = re.sub(r"[,，\s¥￥元]", "", written)
    if not plain or plain in cells.MISSING:
        return None
    try:
        found = Decimal(plain)
        if not (0 if not above else Decimal("0.01")) <= found <= MOST or found != found.quantize(Decimal("0.01")):
            raise InvalidOperation
    except InvalidOperation:
        taken.problems.append(problem)
        return None
    return found.quantize(Decimal("0.01"))
