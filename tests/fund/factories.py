"""A small book: two money accounts, a restricted and an unrestricted source, two expense accounts, and three people."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Permission

from community.models import User
from community.ranges import today
from donations.fund import services
from donations.fund.enums import AccountKind, VoucherKind
from donations.fund.models import Account, FundEntry, FundVoucher
from donations.fund.roles import OWN_ROLES
from donations.fund.rules.vouchers import mark_of
from tests.factories import UserFactory


def person(role: str, **fields: Any) -> User:
    """A user with one of the fund's roles."""
    user = UserFactory(is_staff=True, **fields)
    own = Permission.objects.filter(content_type__app_label="fund", codename__in=OWN_ROLES[role])
    user.user_permissions.set(own)
    return user


def account(code: str, kind: str, **fields: Any) -> Account:
    """The account with this code, opened if necessary."""
    found, _is_new = Account.objects.get_or_create(code=code, defaults={"kind": kind, "name": code} | fields)
    return found


def held() -> Account:
    return account("HELD", AccountKind.HELD)


def city(**fields: Any) -> Account:
    return account("CITY", AccountKind.SOURCE, **fields)


def repairs() -> Account:
    return account("5001", AccountKind.EXPENSE)


def make_voucher(by: User, kind: str = VoucherKind.EXPENSE, amount: int = 10_000, **fields: Any) -> FundVoucher:
    """A draft: 100 yuan from the city's money for repairs, today."""
    receipt = fields.pop("receipt", None)
    chosen: dict[str, Any] = {
        "kind": kind,
        "amount": amount,
        "happened_on": today(),
        "words": "修钢琴",
        "money": held(),
        "source": city(),
    }
    if kind == VoucherKind.EXPENSE:
        chosen["expense"] = repairs()
    if kind == VoucherKind.TRANSFER:
        chosen |= {"source": None, "other_money": account("PETTY", AccountKind.PETTY)}
    return services.draft_voucher(new=FundVoucher(**chosen | fields), by=by, receipt=receipt)


def post(voucher: FundVoucher, by: User) -> FundEntry:
    """Sign a voucher as a user who has just read it."""
    voucher.refresh_from_db()
    return services.sign_voucher(voucher=voucher, mark=mark_of(voucher), by=by)


def income(drafter: User, signer: User, amount: int = 100_000, on: date | None = None, **fields: Any) -> FundEntry:
    """Income from the city in the book; 1,000 yuan."""
    voucher = make_voucher(
        drafter, VoucherKind.INCOME, amount, words="市级专项资金到账", happened_on=on or today(), **fields
    )
    return post(voucher, signer)
