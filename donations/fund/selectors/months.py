"""A month of the book, and the current state of the fund: totals from the database, and a page of entries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from community.ranges import next_month
from donations.fund.enums import MONEY, AccountKind, VoucherKind
from donations.fund.models import Account, Balance, FundEntry, MonthSum

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Share:
    """One account's share of a total, in fen, and as whole percent of the largest share."""

    account: Account
    fen: int
    percent: int


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month in fen: the opening balance, income by source, spending by kind, and the closing balance."""

    opening: int
    income: list[Share]
    expense: list[Share]
    closing: int

    @property
    def came(self) -> int:
        return sum(share.fen for share in self.income)

    @property
    def went(self) -> int:
        return sum(share.fen for share in self.expense)


@dataclass(frozen=True, slots=True)
class Standing:
    """The current state of the fund: the balance of each money account and each source, in fen."""

    money: list[Balance]
    sources: list[Balance]

    @property
    def total(self) -> int:
        return sum(balance.fen for balance in self.money)


def standing() -> Standing:
    """The balance of each money account and each source."""
    balances = list(Balance.objects.select_related("account__bound_to").order_by("account__code"))
    return Standing(
        [each for each in balances if each.account.is_money],
        [each for each in balances if each.account.kind == AccountKind.SOURCE and (each.fen or each.account.is_open)],
    )


def figures(year: int, month: int) -> MonthFigures:
    """The totals of a month, from those stored by the database, so that old years cost nothing."""
    first = date(year, month, 1)
    sums = list(MonthSum.objects.filter(first_day=first).select_related("account"))
    opening = opening_at(first)
    return MonthFigures(
        opening=opening,
        income=_shares(sums, AccountKind.SOURCE, sign=-1),
        expense=_shares(sums, AccountKind.EXPENSE, sign=1),
        closing=opening + sum(each.fen for each in sums if each.account.is_money),
    )


def _shares(sums: list[MonthSum], kind: AccountKind, sign: int) -> list[Share]:
    found = [(each.account, sign * each.fen) for each in sums if each.account.kind == kind and each.fen]
    most = max((abs(fen) for _account, fen in found), default=0)
    shares = [Share(account, fen, round(100 * abs(fen) / most)) for account, fen in found]
    return sorted(shares, key=lambda share: -share.fen)


def opening_at(first: date) -> int:
    """The opening balance on the first day of a month, in fen."""
    before = MonthSum.objects.filter(account__kind__in=MONEY, first_day__lt=first)
    return before.aggregate(fen=Sum("fen"))["fen"] or 0


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """The first day of a month, and that of the next."""
    first = date(year, month, 1)
    return first, next_month(first)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry for display: its number, the amount in fen, and the entries that reverse or are reversed."""

    entry: FundEntry
    number: int
    amount: int
    is_transfer: bool
    undone_by: int | None
    undoes: int | None


def entries_of(year: int, month: int, page: int = 1) -> tuple[list[Line], bool]:
    """A page of a month's entries by number, and whether there are more."""
    first, after = month_bounds(year, month)
    in_month = FundEntry.objects.filter(happened_on__gte=first, happened_on__lt=after).order_by("seal__number")
    on_page = list(in_month.values_list("pk", flat=True)[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    found = (
        FundEntry.objects.filter(pk__in=on_page)
        .select_related("seal", "voucher", "reverses__seal", "reversed_by__seal")
        .order_by("seal__number")
    )
    lines = [_line(entry) for entry in found]
    return lines[:PER_PAGE], len(lines) > PER_PAGE


def _line(entry: FundEntry) -> Line:
    voucher = entry.voucher
    undoing = getattr(entry, "reversed_by", None)
    sign = {VoucherKind.INCOME: 1, VoucherKind.EXPENSE: -1}.get(VoucherKind(voucher.kind), 0)
    if entry.reverses_id is not None:
        sign = 1 if voucher.expense_id else -1 if voucher.source_id else 0
    return Line(
        entry=entry,
        number=entry.seal.number,
        amount=(sign or 1) * voucher.amount,
        is_transfer=voucher.kind == VoucherKind.TRANSFER,
        undone_by=undoing.seal.number if undoing else None,
        undoes=entry.reverses.seal.number if entry.reverses else None,
    )


def months_with_entries() -> list[date]:
    """The first day of each month with entries, latest first; at most two years."""
    days = MonthSum.objects.order_by("-first_day").values_list("first_day", flat=True)
    return list(days.distinct()[:24])
