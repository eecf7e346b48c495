"""The fund in the admin: drafted by one, signed by another on the voucher's page, viewed by the auditor."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from donations.fund.enums import AccountKind
from donations.fund.models import FundEntry, FundExport, FundMonth, FundVoucher
from donations.fund.rules.vouchers import mark_of
from tests.factories import UserFactory
from tests.fund.factories import account, city, held, income, make_voucher, post, repairs

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n"


def enter(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def form(**changes):
    return {
        "kind": "expense",
        "happened_on": "2026-11-20",
        "yuan": "100.00",
        "words": "修钢琴",
        "money": held().pk,
        "source": city().pk,
        "expense": repairs().pk,
    } | changes


@pytest.fixture(autouse=True)
def late_in_november(time_machine):
    time_machine.move_to("2026-11-26T10:00+08:00", tick=False)


def test_a_treasurer_drafts_with_the_invoice(client, drafter):
    enter(client, drafter)
    upload = SimpleUploadedFile("invoice.pdf", PDF)
    answer = client.post(reverse("admin:fund_fundvoucher_add"), form(upload=upload, invoice_number="266120"))
    assert answer.status_code == 302
    voucher = FundVoucher.objects.get()
    assert (voucher.amount, voucher.receipt_kind, voucher.drafted_by) == (10_000, "pdf", drafter)


@pytest.mark.parametrize(
    "wrong",
    [
        {"yuan": "1.001"},
        {"yuan": "1000000000000"},
        {"yuan": "-1"},
        {"happened_on": "2026-12-24"},
        {"words": "转给13800138000"},
        {"source": ""},
        {"upload": SimpleUploadedFile("invoice.pdf", b"MZ\x90\x00 a program")},
        {"upload": SimpleUploadedFile("invoice.pdf", PDF.replace(b"<<>>", b"<< /S /JavaScript >>"))},
        {"upload": SimpleUploadedFile("invoice.ofd", b"PK\x03\x04 nothing")},
    ],
)
def test_what_cannot_be_is_said_in_the_form(client, drafter, wrong):
    enter(client, drafter)
    answer = client.post(reverse("admin:fund_fundvoucher_add"), form(**wrong))
    assert answer.status_code in (200, 422)
    assert answer.context["errors"]
    assert not FundVoucher.objects.exists()


def test_the_form_offers_no_reversal_and_no_closed_account(client, drafter):
    enter(client, drafter)
    closed, source = account("OLD", AccountKind.SOURCE, is_open=False), city()
    fields = client.get(reverse("admin:fund_fundvoucher_add")).context["adminform"].form.fields
    assert "reversal" not in dict(fields["kind"].choices)
    offered = fields["source"].queryset
    assert (source in offered, closed in offered) == (True, False)
    assert client.post(reverse("admin:fund_fundvoucher_add"), form(source=closed.pk)).context["errors"]


def test_accounts_that_its_kind_has_not_are_left_out(client, drafter):
    enter(client, drafter)
    more = {"kind": "income", "other_money": account("PETTY", AccountKind.PETTY).pk}
    assert client.post(reverse("admin:fund_fundvoucher_add"), form(**more)).status_code == 302
    voucher = FundVoucher.objects.get()
    assert (voucher.source, voucher.expense, voucher.other_money) == (city(), None, None)


def test_the_second_hand_signs_what_it_read(client, drafter, signer):
    income(drafter, signer)
    voucher = make_voucher(drafter)
    enter(client, signer)
    page = client.get(reverse("admin:fund_fundvoucher_change", args=[voucher.pk]))
    assert page.context["may_sign"]
    answer = client.post(reverse("admin:fund_fundvoucher_sign", args=[voucher.pk]), {"mark": page.context["mark"]})
    assert answer.status_code == 302
    assert FundEntry.objects.filter(voucher=voucher).exists()


def test_a_stale_signature_is_refused_on_the_page(client, drafter, signer):
    voucher = make_voucher(drafter)
    enter(client, signer)
    answer = client.post(reverse("admin:fund_fundvoucher_sign", args=[voucher.pk]), {"mark": "old"})
    assert answer.status_code == 409
    assert not FundEntry.objects.exists()


def test_only_the_second_hand_may_sign(client, drafter, auditor):
    voucher = make_voucher(drafter)
    address = reverse("admin:fund_fundvoucher_sign", args=[voucher.pk])
    for user, status in ((drafter, 403), (auditor, 403), (UserFactory(), 403)):
        enter(client, user)
        answer = client.post(address, {"mark": mark_of(voucher)}, follow=True)
        assert answer.status_code == status
    enter(client, auditor)
    assert client.get(address).status_code == 405


def test_a_draft_is_changed_by_its_drafter_alone(client, drafter, signer):
    voucher = make_voucher(drafter)
    address = reverse("admin:fund_fundvoucher_change", args=[voucher.pk])
    enter(client, drafter)
    assert client.post(address, form(yuan="50")).status_code == 302
    enter(client, signer)
    assert client.post(address, form(yuan="70")).status_code == 200
    voucher.refresh_from_db()
    assert voucher.amount == 5_000


def test_the_auditor_reads_no_payee_and_takes_the_book(client, drafter, signer, auditor):
    income(drafter, signer)
    voucher = make_voucher(
        drafter, payee="王大力琴行", words="=1+1", receipt=SimpleUploadedFile("a.pdf", PDF), invoice_number="266120"
    )
    post(voucher, signer)
    enter(client, auditor)
    assert "王大力琴行" not in client.get(reverse("admin:fund_fundvoucher_change", args=[voucher.pk])).content.decode()
    book = client.post(reverse("admin:fund_fundmonth_take"), {"year": "2026"})
    sheets = load_workbook(io.BytesIO(book.content))
    assert len(sheets.sheetnames) == 6
    assert [row[3].value for row in sheets.worksheets[0].iter_rows(min_row=3)] == ["'=1+1"]
    receipts = client.post(reverse("admin:fund_fundmonth_take"), {"year": "2026", "receipts": "1"})
    assert zipfile.ZipFile(io.BytesIO(receipts.content)).namelist() == ["000002.pdf", "index.csv"]
    assert FundExport.objects.filter(taken_by=auditor).count() == 2


def test_taking_and_closing_need_their_permissions(client, drafter):
    enter(client, drafter)
    assert client.post(reverse("admin:fund_fundmonth_take"), {"year": "2026"}).status_code == 403
    client.post(reverse("admin:fund_fundmonth_close-year"), {"year": "2025"})
    assert not FundExport.objects.exists()
    assert client.get(reverse("admin:fund_fundmonth_take")).status_code == 405


def test_a_month_is_frozen_and_published_in_the_admin(client, drafter, signer, time_machine):
    income(drafter, signer)
    time_machine.move_to("2026-12-02T10:00+08:00", tick=False)
    enter(client, drafter)
    client.post(reverse("admin:fund_fundmonth_freeze"), {"month": "2026-11"})
    month = FundMonth.objects.get()
    enter(client, signer)
    chosen = {"action": "publish", "_selected_action": [month.pk]}
    client.post(reverse("admin:fund_fundmonth_changelist"), chosen)
    month.refresh_from_db()
    assert month.published_by == signer


@pytest.mark.parametrize("typed", ["", "2026-13", "x", "202611", "1999-01"])
def test_a_month_that_is_none_is_refused(client, drafter, typed):
    enter(client, drafter)
    client.post(reverse("admin:fund_fundmonth_freeze"), {"month": typed})
    assert not FundMonth.objects.exists()


def test_an_entry_is_undone_from_its_page(client, drafter, signer):
    entry = income(drafter, signer)
    enter(client, drafter)
    page = client.get(reverse("admin:fund_fundentry_change", args=[entry.pk])).content.decode()
    address = reverse("admin:fund_fundentry_reverse", args=[entry.pk])
    assert address in page
    assert client.post(address, {"words": "冲销：重复入账"}).status_code == 302
    assert client.post(address, {"words": "再来一次"}).status_code == 409
    assert FundVoucher.objects.get(kind="reversal").reverses == entry


def test_a_receipt_is_for_those_who_work_with_it(client, drafter, signer):
    voucher = make_voucher(drafter, receipt=SimpleUploadedFile("a.pdf", PDF))
    address = reverse("admin:fund_fundvoucher_receipt", args=[voucher.pk])
    enter(client, signer)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    enter(client, UserFactory(is_staff=True))
    assert client.get(address).status_code == 403
