"""The demo community's fund: money from the city, the district and neighbours, and two months of spending."""

from datetime import date, timedelta

from django.contrib.auth.models import Group

from community.models import User
from community.ranges import month_of, today
from donations.fund import services
from donations.fund.enums import AccountKind, VoucherKind
from donations.fund.models import Account, FundVoucher
from donations.fund.roles import SIGNATORY
from donations.fund.rules.vouchers import mark_of

ACCOUNTS = (
    ("HELD", AccountKind.HELD, "街道代管资金", "Held by the sub-district"),
    ("PETTY", AccountKind.PETTY, "中心备用金", "Petty cash at the centre"),
    ("CITY", AccountKind.SOURCE, "市级为民服务专项资金", "City's public-service fund"),
    ("DISTRICT", AccountKind.SOURCE, "区级配套资金", "District's contribution"),
    ("5001", AccountKind.EXPENSE, "设施维修", "Repairs"),
    ("5002", AccountKind.EXPENSE, "文体活动", "Culture and sport"),
    ("5003", AccountKind.EXPENSE, "为老服务", "Care for the old"),
)


def load_fund(by: User, second: User) -> None:
    """Two months of entries, the earlier one published; `by` drafts, `second` signs."""
    second.groups.add(Group.objects.get(name=SIGNATORY))
    second = User.objects.get(pk=second.pk)  # reloaded, with the permissions of the group
    accounts = {
        code: services.open_account(new=Account(code=code, kind=kind, name=name, name_en=english), by=by)
        for code, kind, name, english in ACCOUNTS
    }
    accounts["GIFT"] = services.open_account(
        new=Account(
            code="GIFT",
            kind=AccountKind.SOURCE,
            name="居民捐款（为老服务）",
            name_en="Neighbours' gifts, for the old",
            bound_to=accounts["5003"],
        ),
        by=by,
    )
    last = month_of(today()) - timedelta(days=1)
    before = month_of(last) - timedelta(days=1)
    held, petty = accounts["HELD"], accounts["PETTY"]

    def book(kind: str, on: date, fen: int, words: str, **fields: object) -> None:
        new = FundVoucher(kind=kind, happened_on=on, amount=fen, words=words, **{"money": held, **fields})
        voucher = services.draft_voucher(new=new, by=by)
        services.sign_voucher(voucher=voucher, mark=mark_of(voucher), by=second)

    income, expense = VoucherKind.INCOME, VoucherKind.EXPENSE
    book(income, before.replace(day=8), 5_000_000, "市级专项资金拨付", source=accounts["CITY"])
    book(income, before.replace(day=12), 2_000_000, "区级配套资金到账", source=accounts["DISTRICT"])
    book(VoucherKind.TRANSFER, before.replace(day=15), 200_000, "拨入备用金", other_money=petty)
    month = services.freeze_month(year=before.year, month=before.month, by=by)
    services.publish_month(month=month, root=month.root, by=second)
    spent = {"source": accounts["CITY"]}
    repairs, culture, old = (accounts[code] for code in ("5001", "5002", "5003"))
    book(expense, last.replace(day=6), 128_000, "乐器室钢琴调律维修", expense=repairs, **spent,
         about_label="乐器室", about_path="/rooms/music/")  # fmt: skip
    book(expense, last.replace(day=14), 36_850, "书画室宣纸、墨汁", expense=culture, money=petty, **spent)
    book(income, last.replace(day=18), 320_000, "居民为独居老人捐款", source=accounts["GIFT"])
    book(expense, last.replace(day=25), 86_400, "独居老人冬季防滑垫", expense=old, source=accounts["GIFT"])
    waiting = FundVoucher(kind=expense, happened_on=today(), amount=54_000, words="健身房跑步机皮带更换", money=held)
    waiting.expense, waiting.source = repairs, accounts["CITY"]
    services.draft_voucher(new=waiting, by=by)
