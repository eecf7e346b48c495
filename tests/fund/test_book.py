"""The book enforces its rules: two people, no negative balance, one entry per voucher, a chain without gaps."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from community.errors import DomainError
from donations.fund import services
from donations.fund.enums import AccountKind, VoucherKind
from donations.fund.models import Balance, FundEntry, FundLine, FundVoucher, Seal
from donations.fund.roles import SIGNATORY
from donations.fund.rules.vouchers import mark_of
from donations.fund.selectors.chain import chain_csv, first_broken
from tests.factories import StaffFactory
from tests.fund.factories import account, city, held, income, make_voucher, person, post, repairs
from tests.locking import locked
from tests.steps import signed as recorded_by

pytestmark = pytest.mark.django_db


def fen(of):
    return Balance.objects.get(account=of).fen


def refused(code, voucher, by):
    with pytest.raises(DomainError) as raised:
        post(voucher, by)
    assert raised.value.code == code


def test_money_comes_and_goes(drafter, signer):
    income(drafter, signer)
    post(make_voucher(drafter), signer)
    assert (fen(held()), fen(city()), fen(repairs())) == (90_000, 90_000, 10_000)
    assert sum(line.amount for line in FundLine.objects.all()) == 0


def test_a_transfer_moves_money_and_spends_none(drafter, signer):
    income(drafter, signer)
    post(make_voucher(drafter, VoucherKind.TRANSFER, 30_000), signer)
    assert (fen(held()), fen(account("PETTY", AccountKind.PETTY)), fen(city())) == (70_000, 30_000, 100_000)


def test_nobody_signs_alone(drafter, signer):
    """opencollective#3328: nobody approves an expense of their own."""
    drafter.user_permissions.add(*signer.user_permissions.all())
    income(drafter, signer)
    voucher = make_voucher(drafter)
    refused("own_draft", voucher, type(drafter).objects.get(pk=drafter.pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        FundVoucher.objects.filter(pk=voucher.pk).update(signed_by=drafter)


def test_the_payee_does_not_sign(drafter, signer):
    income(drafter, signer)
    refused("own_money", make_voucher(drafter, payee_login=signer), signer)
    refused("own_money", make_voucher(drafter, payee="周书记"), signer)


def test_signing_needs_the_permission(drafter, signer, auditor):
    refused("not_allowed", make_voucher(drafter), auditor)


def test_what_changed_since_it_was_read_is_not_signed(drafter, signer):
    income(drafter, signer)
    voucher = make_voucher(drafter)
    read = mark_of(voucher)
    services.change_voucher(voucher=voucher, changes={"amount": 20_000}, by=drafter)
    with pytest.raises(DomainError) as raised:
        services.sign_voucher(voucher=voucher, mark=read, by=signer)
    assert raised.value.code == "changed"
    assert FundEntry.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"happened_on": date(2026, 1, 2)},
        {"words": "修二胡"},
        {"payee": "刘师傅"},
        {"receipt_sha256": "ab" * 32},
        {"invoice_number": "26612000000012345678"},
        {"about_label": "书法班"},
        {"about_path": "/classes/3/"},
    ],
)
def test_a_signature_is_for_every_word_of_the_voucher(drafter, signer, change):
    income(drafter, signer)
    voucher = make_voucher(drafter)
    read = mark_of(voucher)
    services.change_voucher(voucher=voucher, changes=change, by=drafter)
    with pytest.raises(DomainError) as raised:
        services.sign_voucher(voucher=voucher, mark=read, by=signer)
    assert raised.value.code == "changed"


def test_a_signature_is_for_these_accounts_and_this_payee(drafter, signer):
    voucher = make_voucher(drafter)
    marks = {mark_of(voucher)}
    others = {"money": "PETTY", "other_money": "PETTY", "source": "GIFTS", "expense": "5002"}
    for name, code in others.items():
        setattr(voucher, name, account(code, AccountKind.SOURCE))
        marks.add(mark_of(voucher))
    voucher.payee_login = signer
    assert len(marks | {mark_of(voucher)}) == 6


def test_a_voucher_is_one_entry(drafter, signer):
    income(drafter, signer)
    voucher = make_voucher(drafter)
    post(voucher, signer)
    refused("not_a_draft", voucher, signer)
    assert FundEntry.objects.filter(voucher=voucher).count() == 1


def test_no_money_account_goes_below_nought(drafter, signer):
    income(drafter, signer, 9_999)
    refused("no_money", make_voucher(drafter), signer)
    assert fen(held()) == 9_999


def test_no_source_pays_with_the_money_of_another(drafter, signer):
    income(drafter, signer)
    gifts = account("GIFTS", AccountKind.SOURCE)
    refused("source_spent", make_voucher(drafter, source=gifts), signer)


def test_a_bound_source_pays_for_its_purpose_alone(drafter, signer):
    bound = city(bound_to=repairs())
    income(drafter, signer)
    with pytest.raises(ValidationError) as raised:
        make_voucher(drafter, expense=account("5002", AccountKind.EXPENSE))
    assert "source" in raised.value.message_dict
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="bound to another"):
        cursor.execute(
            "INSERT INTO fund_fundline (entry_id, account_id, source_id, amount) VALUES (0, %s, %s, 1)",
            [account("5002", AccountKind.EXPENSE).pk, bound.pk],
        )


def test_a_mistake_is_undone_by_an_entry_that_names_it(drafter, signer):
    income(drafter, signer)
    wrong = post(make_voucher(drafter), signer)
    undoing = services.draft_reversal(entry=wrong, words="冲销：金额录错", by=drafter)
    with pytest.raises(DomainError) as raised:
        services.draft_reversal(entry=wrong, words="又冲销", by=drafter)
    assert raised.value.code == "being_reversed"
    undone = post(undoing, signer)
    assert undone.reverses == wrong
    assert (fen(held()), fen(repairs())) == (100_000, 0)
    for entry, code in ((wrong, "reversed"), (undone, "is_reversal")):
        with pytest.raises(DomainError) as raised:
            services.draft_reversal(entry=entry, words="再冲销", by=drafter)
        assert raised.value.code == code


def test_a_withdrawn_reversal_stands_in_nobodys_way(drafter, signer):
    wrong = income(drafter, signer)
    first = services.draft_reversal(entry=wrong, words="冲销", by=drafter)
    services.withdraw_voucher(voucher=first, by=drafter)
    again = services.draft_reversal(entry=wrong, words="冲销：金额录错", by=drafter)
    assert post(again, signer).reverses == wrong


def test_an_income_that_was_spent_cannot_be_undone(drafter, signer):
    """opencollective#6591: a refund made the balance negative."""
    came = income(drafter, signer)
    post(make_voucher(drafter, amount=60_000), signer)
    refused("no_money", services.draft_reversal(entry=came, words="退回", by=drafter), signer)


def test_entries_are_numbered_without_a_gap_even_after_a_refusal(drafter, signer):
    income(drafter, signer)
    refused("no_money", make_voucher(drafter, amount=100_001), signer)
    post(make_voucher(drafter), signer)
    assert list(Seal.objects.values_list("number", flat=True)) == [1, 2]


def test_the_hash_is_of_what_the_published_book_says(drafter, signer):
    """What the page's own twenty lines of Python compute.

    odoo#17671: every line counts. Containarium PR 1326: what is hashed is the time that is stored, to the microsecond.
    """
    income(drafter, signer)
    post(make_voucher(drafter), signer)
    before = "0" * 64
    for row in list(csv_rows()):
        number, *content, sealed = row
        text = "\n".join(["1", number, before, *content])
        before = hashlib.sha256(text.encode()).hexdigest()
        assert before == sealed
    assert before == Seal.objects.get(number=2).hash


def csv_rows():
    import csv  # only here

    return csv.reader(list(chain_csv())[1:])


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE fund_fundline SET amount = amount * 2",
        "UPDATE fund_fundentry SET words = '别的'",
        "UPDATE fund_fundentry SET happened_on = happened_on - 1",
        "UPDATE fund_fundentry SET receipt_sha256 = 'ab'",
        "UPDATE fund_fundentry SET recorded_at = recorded_at + interval '1 microsecond'",
        "DELETE FROM fund_seal WHERE number = 1",
        "DELETE FROM fund_fundline",
    ],
)
def test_what_the_owner_of_the_database_forges_is_found(drafter, signer, forgery):
    income(drafter, signer)
    post(make_voucher(drafter), signer)
    assert first_broken() is None
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forgery)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(forgery)
        cursor.execute("SET session_replication_role = origin")
    assert first_broken() == 1


def test_a_line_more_cannot_join_a_sealed_entry(drafter, signer):
    entry = income(drafter, signer)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        FundLine.objects.create(entry=entry, account=held(), amount=1)


@pytest.mark.parametrize("amounts", [[100], [100, -99], []])
def test_an_entry_that_does_not_balance_is_refused_at_commit(drafter, signer, amounts):
    income(drafter, signer)
    voucher = make_voucher(drafter)
    entry = FundEntry.objects.create(voucher=voucher, happened_on=date(2026, 1, 1), words="x")
    for amount in amounts:
        FundLine.objects.create(entry=entry, account=held(), amount=amount)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="add up"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_meaning_of_an_account_never_changes(drafter):
    bound = city()
    for change in ({"code": "TOWN"}, {"kind": AccountKind.HELD}, {"bound_to": repairs()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(bound).objects.filter(pk=bound.pk).update(**change)


def test_whose_signature_is_in_the_book_cannot_be_deleted(drafter, signer):
    income(drafter, signer)
    for user in (drafter, signer):
        with pytest.raises(ProtectedError):
            user.delete()


def test_an_invoice_is_used_once(drafter):
    """opencollective#762: one expense was paid four times."""
    make_voucher(drafter, invoice_number="26612000000012345678")
    with pytest.raises(ValidationError, match=r"发票|invoice"):
        make_voucher(drafter, invoice_number="26612000000012345678")


def test_the_invoice_of_a_withdrawn_voucher_is_free(drafter):
    voucher = make_voucher(drafter, invoice_number="26612000000012345678")
    services.withdraw_voucher(voucher=voucher, by=drafter)
    assert make_voucher(drafter, invoice_number="26612000000012345678")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("words", "付给13800138000"),
        ("words", "付给61019919500308100X"),
        ("words", "两行\n字"),
        ("about_path", "https://elsewhere.example/"),
        ("about_path", "//elsewhere.example/"),
        ("amount", 10**14),
        ("amount", 0),
        ("happened_on", date(2199, 1, 1)),
        ("expense", None),
    ],
)
def test_a_voucher_that_cannot_be_is_refused(drafter, field, value):
    with pytest.raises(ValidationError):
        make_voucher(drafter, **{field: value})


@pytest.mark.parametrize("name", ["money", "source", "expense"])
def test_an_account_out_of_use_takes_no_voucher(drafter, signer, name):
    wrong = income(drafter, signer)
    services.set_in_use(account=getattr(make_voucher(drafter), name), is_open=False, by=StaffFactory())
    with pytest.raises(ValidationError) as raised:
        make_voucher(drafter)
    assert name in raised.value.message_dict
    assert services.draft_reversal(entry=wrong, words="冲销", by=drafter).pk


def test_a_voucher_is_locked_while_it_changes_and_its_history_says_who_signed(drafter, signer):
    income(drafter, signer)
    voucher = make_voucher(drafter)
    changed = locked(lambda: services.change_voucher(voucher=voucher, changes={"words": "修二胡"}, by=drafter))
    assert changed == locked(lambda: post(voucher, signer)) == ["fund_fundvoucher"]
    assert recorded_by(voucher) == signer
    other = make_voucher(drafter)
    assert locked(lambda: services.withdraw_voucher(voucher=other, by=drafter)) == ["fund_fundvoucher"]


def test_only_its_drafter_changes_a_draft(drafter):
    voucher = make_voucher(drafter)
    colleague = person("资金经办")
    with pytest.raises(DomainError) as raised:
        services.change_voucher(voucher=voucher, changes={"amount": 1}, by=colleague)
    assert raised.value.code == "not_yours"
    assert person(SIGNATORY)
