"""Months are frozen by one and published by another; a closed year accepts nothing; paper and book agree."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from community.errors import DomainError
from community.registers.dashboard import lines_for
from donations.fund import services
from donations.fund.models import Account, ChainCheck, FundExport, FundMonth, Seal
from donations.fund.roles import SIGNATORY
from donations.fund.selectors.chain import compare, tidy_root
from donations.fund.selectors.months import figures, opening_at
from tests.factories import UserFactory
from tests.fund.factories import income, make_voucher, person, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_december")]

OCTOBER, NOVEMBER = date(2026, 10, 20), date(2026, 11, 20)


@pytest.fixture
def in_december(time_machine):
    time_machine.move_to("2026-12-03T10:00+08:00", tick=False)


@pytest.fixture
def book(drafter, signer):
    """Money in October, a repair in November."""
    income(drafter, signer, on=OCTOBER)
    post(make_voucher(drafter, happened_on=NOVEMBER), signer)


def refuses(code, verb, **given):
    with pytest.raises(DomainError) as raised:
        verb(**given)
    assert raised.value.code == code


def frozen(drafter, month=10):
    return services.freeze_month(year=2026, month=month, by=drafter)


def test_a_month_is_frozen_by_one_and_published_by_another(book, drafter, signer):
    month = frozen(drafter)
    assert (month.closing, month.last_number, month.root) == (100_000, 2, Seal.objects.get(number=2).hash)
    drafter.user_permissions.add(*signer.user_permissions.all())
    own = type(drafter).objects.get(pk=drafter.pk)
    refuses("own_freeze", services.publish_month, month=month, root=month.root, by=own)
    assert services.publish_month(month=month, root=month.root, by=signer).published_by == signer


def test_a_month_that_was_frozen_anew_is_not_published_unread(book, drafter, signer):
    read = frozen(drafter, 10)
    services.thaw_month(month=read, by=drafter)
    post(make_voucher(drafter, happened_on=OCTOBER, amount=1), signer)
    frozen(drafter, 10)
    refuses("changed", services.publish_month, month=read, root=read.root, by=signer)


def test_a_running_month_and_one_after_a_gap_are_not_frozen(book, drafter):
    refuses("running", services.freeze_month, year=2026, month=12, by=drafter)
    refuses("gap", services.freeze_month, year=2026, month=11, by=drafter)
    frozen(drafter, 10)
    refuses("frozen", services.freeze_month, year=2026, month=10, by=drafter)


def test_an_entry_of_its_first_day_is_no_gap_before_a_month(book, drafter, signer):
    post(make_voucher(drafter, happened_on=date(2026, 11, 1)), signer)
    frozen(drafter, 10)
    assert frozen(drafter, 11).last_number == 3


def test_a_frozen_month_takes_no_entry(book, drafter, signer):
    frozen(drafter)
    refuses("month_frozen", post, voucher=make_voucher(drafter, happened_on=OCTOBER), by=signer)


def test_a_published_month_stays_as_it_is(book, drafter, signer):
    month = frozen(drafter)
    services.publish_month(month=month, root=month.root, by=signer)
    refuses("published", services.thaw_month, month=month, by=drafter)
    refuses("published", services.publish_month, month=month, root=month.root, by=person(SIGNATORY))
    for change in ("UPDATE fund_fundmonth SET closing = 0", "DELETE FROM fund_fundmonth"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_freeze_is_taken_back_from_the_latest_on(book, drafter):
    first = frozen(drafter, 10)
    frozen(drafter, 11)
    refuses("later_frozen", services.thaw_month, month=first, by=drafter)
    services.thaw_month(month=FundMonth.objects.get(month=11), by=drafter)
    services.thaw_month(month=first, by=drafter)
    assert not FundMonth.objects.exists()


def test_the_figures_of_a_month(book, drafter):
    before = figures(2026, 11)
    frozen(drafter, 10)
    after = figures(2026, 11)
    for each in (before, after):
        assert (each.opening, each.came, each.went, each.closing) == (100_000, 0, 10_000, 90_000)
    assert opening_at(date(2026, 12, 1)) == 90_000


@pytest.mark.parametrize(
    ("forgery", "found"),
    [
        ("UPDATE fund_monthsum SET fen = fen + 1", "sums_agree"),
        ("DELETE FROM fund_monthsum WHERE fen < 0", "sums_agree"),
        ("UPDATE fund_balance SET fen = fen + 1", "sums_agree"),
        ("UPDATE fund_fundmonth SET root = repeat('a', 64)", "lost_month"),
    ],
)
def test_the_nightly_reading_finds_what_was_bent_beside_the_chain(book, drafter, signer, forgery, found):
    frozen(drafter)
    assert services.check_chain().is_well
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(forgery)
        cursor.execute("SET session_replication_role = origin")
    check = services.check_chain()
    assert not check.is_well
    assert (not check.sums_agree, check.lost_month is not None) == (found == "sums_agree", found == "lost_month")
    assert any("账本" in str(line.label) for line in lines_for(signer))


def test_a_year_closes_when_its_months_are_out(book, drafter, signer, time_machine):
    time_machine.move_to("2027-01-08T10:00+08:00", tick=False)
    refuses("running", services.close_year, year=2027, by=signer)
    refuses("unpublished", services.close_year, year=2026, by=signer)
    for number in (10, 11):
        month = frozen(drafter, number)
        refuses("unpublished", services.close_year, year=2026, by=signer)
        services.publish_month(month=month, root=month.root, by=signer)
    assert services.close_year(year=2026, by=signer).brought_forward == 90_000
    refuses("closed", services.close_year, year=2026, by=signer)
    refuses("year_closed", post, voucher=make_voucher(drafter, happened_on=date(2026, 12, 31)), by=signer)


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        (services.freeze_month, {"year": 2026, "month": 10}),
        (services.close_year, {"year": 2025}),
        (services.take_export, {"year": 2026, "with_receipts": False}),
    ],
)
def test_each_needs_its_permission(db, verb, given):
    refuses("not_allowed", verb, **given, by=UserFactory(is_staff=True))


def test_a_role_of_the_fund_is_not_another(book, drafter, signer):
    refuses("not_allowed", services.take_export, year=2026, with_receipts=False, by=signer)
    refuses("not_allowed", services.freeze_month, year=2026, month=10, by=signer)
    month = frozen(drafter)
    refuses("not_allowed", services.publish_month, month=month, root=month.root, by=drafter)
    refuses("not_allowed", services.close_year, year=2025, by=drafter)
    refuses("not_allowed", services.open_account, new=Account(), by=signer)
    with pytest.raises(ValidationError):
        services.open_account(new=Account(code="city-2", name="市级专项", kind="source"), by=drafter)


def test_paper_and_book_agree(book, drafter, signer):
    month = frozen(drafter)
    services.publish_month(month=month, root=month.root, by=signer)
    typed = tidy_root("-".join(month.groups).upper())
    found = compare(typed)
    assert (found.broken, found.number, found.month) == (None, 2, month)
    assert compare("0" * 32).number is None


def test_a_book_written_anew_does_not_know_its_paper(book, drafter, signer):
    """An old backup that was restored: the paper knows a root, and the book does not."""
    month = frozen(drafter)
    services.publish_month(month=month, root=month.root, by=signer)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM fund_seal WHERE number = 2")
        cursor.execute("SET session_replication_role = origin")
    found = compare(month.root[:32])
    assert (found.broken, found.number, found.month) == (None, None, month)


def test_the_nightly_check_keeps_what_it_found(book):
    assert services.check_chain().first_broken is None
    assert ChainCheck.objects.get().entries == 2


def test_taking_the_book_leaves_a_row(book, auditor):
    services.take_export(year=2026, with_receipts=True, by=auditor)
    assert FundExport.objects.get().taken_by == auditor
