"""The public pages of the fund: state, month, verification, CSV; none contains a name."""

import hashlib
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from community.shared_pages import forget_pages
from donations.fund import services
from donations.fund.enums import AccountKind
from donations.fund.models import Balance, FundEntry
from donations.fund.selectors import months
from donations.fund.selectors.chain import compare
from donations.fund.selectors.months import entries_of, standing
from tests.donations.pictures import png
from tests.fund.factories import account, city, income, make_voucher, post, repairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_december")]

MONTH = "/fund/2026/11/"


@pytest.fixture
def in_december(time_machine):
    time_machine.move_to("2026-12-03T10:00+08:00", tick=False)


@pytest.fixture
def book(drafter, signer):
    city(bound_to=repairs())
    income(drafter, signer, on=date(2026, 11, 2))
    paid = make_voucher(
        drafter, happened_on=date(2026, 11, 20), payee="王琴行", about_path="/rooms/music/", about_label="乐器室"
    )
    post(paid, signer)


@pytest.fixture
def published(book, drafter, signer):
    month = services.freeze_month(year=2026, month=11, by=drafter)
    return services.publish_month(month=month, root=month.root, by=signer)


@pytest.mark.parametrize("path", ["/fund/", MONTH, "/fund/verify/", "/fund/chain.csv"])
def test_each_page_opens_empty_and_full_and_takes_no_post(client, book, path):
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/fund/", "/fund/2026/12/", "/fund/verify/", "/fund/chain.csv"])
def test_on_an_empty_book(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/fund/2027/1/", "/fund/2026/13/", "/fund/2026/0/", "/fund/1999/1/", f"{MONTH}?page=0", f"{MONTH}?page=9"]
)
def test_what_is_no_month_is_not_there(client, book, path):
    assert client.get(path).status_code == 404


def test_a_month_in_words_and_sums(client, book):
    page = client.get(MONTH).content.decode()
    for said in ("¥1,000.00", "−¥100.00", "¥900.00", "修钢琴", "乐器室", "/rooms/music/"):
        assert said in page
    assert not [name for name in ("王琴行", "田会计", "周书记") if name in page]


def test_a_published_month_shows_its_root_and_code(client, published):
    page = client.get(MONTH).content.decode()
    assert all(f"<span>{group}</span>" in page for group in published.groups)
    code = client.get(reverse("fund_month_qr", args=[2026, 11]))
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")
    assert client.get(reverse("fund_month_qr", args=[2026, 10])).status_code == 404


def test_a_month_that_is_only_frozen_is_not_shown_as_published(client, book, drafter):
    frozen = services.freeze_month(year=2026, month=11, by=drafter)
    assert client.get(reverse("fund_month_qr", args=[2026, 11])).status_code == 404
    assert [each["published"] for each in client.get("/fund/").context["months"]] == [None]
    page = client.get(MONTH)
    assert not page.context["is_published"]
    assert "已封账，等另一个人公布" in page.content.decode()
    assert frozen.groups[0] not in page.content.decode()
    assert compare(frozen.root).month is None


def test_no_page_leads_to_a_month_to_come(client, book):
    assert client.get("/fund/2026/12/").context["after"] == ""
    assert client.get(MONTH).context["after"] == "/fund/2026/12/"


def test_a_source_out_of_use_is_shown_while_it_has_money(client, book):
    for code, fen in (("OLD", 500), ("EMPTY", 0)):
        source = account(code, AccountKind.SOURCE, is_open=False)
        Balance.objects.filter(account=source).delete()
        Balance.objects.create(account=source, fen=fen)
    assert {each.account.code for each in standing().sources} == {"CITY", "OLD"}


def test_an_entry_that_undoes_an_expense_brings_money_back(client, book, drafter, signer):
    income_, expense = FundEntry.objects.order_by("pk")
    for entry in (expense, income(drafter, signer, 500)):
        post(services.draft_reversal(entry=entry, words="冲销", by=drafter), signer)
    lines, _more = entries_of(2026, 12)
    assert [(each.number, each.amount, each.undoes) for each in lines] == [(3, 500, None), (4, 10_000, 2), (5, -500, 3)]
    before, _more = entries_of(2026, 11)
    assert [(each.amount, each.undone_by) for each in before] == [(income_.voucher.amount, None), (-10_000, 4)]
    assert client.get(MONTH).content.decode().count("已由第4笔冲销") == 1


def test_a_long_month_has_pages(drafter, signer, monkeypatch):
    monkeypatch.setattr(months, "PER_PAGE", 2)
    for _number in range(3):
        income(drafter, signer, on=date(2026, 11, 30))
    income(drafter, signer, on=date(2026, 12, 1))
    pages = [entries_of(2026, 11, page) for page in (1, 2, 3)]
    numbers = [([each.number for each in lines], more) for lines, more in pages]
    assert numbers == [([1, 2], True), ([3], False), ([], False)]


def said(client, root):
    return client.get(reverse("fund_verify"), {"root": root}).context["found"]


def test_a_typed_root_is_compared(client, published):
    assert said(client, " ".join(published.groups)).number == 2
    assert said(client, "0" * 32).number is None
    for wrong in ("", "abc", "x" * 32, "0" * 33):
        assert client.get(reverse("fund_verify"), {"root": wrong}).status_code == 422


def test_an_entry_that_was_changed_by_hand_is_named(client, published):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE fund_fundline SET amount = amount + 1 WHERE amount = 10000")
        cursor.execute("SET session_replication_role = origin")
    page = client.get(reverse("fund_verify"), {"root": " ".join(published.groups)})
    assert page.context["found"].broken == 2
    assert "第2笔和封存时不一样" in page.content.decode()


def test_the_printed_lines_of_python_come_to_the_same_root(client, published, tmp_path):
    """The script that the page prints, run on the file that it offers."""
    book = tmp_path / "fund-chain.csv"
    book.write_bytes(b"".join(client.get(reverse("fund_chain")).streaming_content))
    command = [sys.executable, settings.BASE_DIR / "donations/fund/verify.py", str(book)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith(" ".join(published.groups))
    book.write_text(book.read_text().replace("修钢琴", "修风琴"))
    assert "Entry 2" in subprocess.run(command, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("entries", [1, 3])
def test_a_month_asks_few_queries_however_many_entries(client, drafter, signer, entries, django_assert_num_queries):
    income(drafter, signer, on=date(2026, 11, 2))
    for _number in range(entries - 1):
        post(make_voucher(drafter, happened_on=date(2026, 11, 20)), signer)
    client.get(MONTH)
    forget_pages()
    with django_assert_num_queries(7):
        client.get(MONTH)


@pytest.mark.parametrize("path", ["/fund/", MONTH])
def test_an_unchanged_page_costs_one_query_and_a_new_entry_shows_at_once(
    client, book, drafter, signer, path, django_assert_num_queries
):
    client.get(path)
    with django_assert_num_queries(1):
        assert "¥900.00" in client.get(path).content.decode()
    post(make_voucher(drafter, happened_on=date(2026, 11, 21)), signer)
    assert "¥800.00" in client.get(path).content.decode()


@pytest.mark.parametrize("content", [b"%PDF-1.7\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n", png()])
def test_the_hash_of_a_receipt_is_that_of_the_file(drafter, signer, content):
    income(drafter, signer, on=date(2026, 11, 2))
    voucher = make_voucher(drafter, receipt=SimpleUploadedFile("发票", content))
    entry = post(voucher, signer)
    assert entry.receipt_sha256 == hashlib.sha256(content).hexdigest()
    assert voucher.receipt.open().read() == content
