"""Identity numbers by GB 11643-1999, and how they are stored."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from community import vault
from community.workbooks.report import rows_to_mend
from community.workbooks.runs import content_of
from residents.identity import CHECKS, IdentityError, check_character, mask, parse
from residents.importing.arrivals import take_in
from residents.importing.people.rehearsal import rehearse
from tests.factories import CompoundFactory, id_number, register_person, sheet_of

births = st.dates(date(1890, 1, 1), date.today())


@given(births, st.integers(0, 999))
def test_what_is_well_formed_is_read(born, order):
    body = f"610199{born:%Y%m%d}{order:03d}"
    read = parse(body + check_character(body))
    assert (read.birth_date, read.sex) == (born, "male" if order % 2 else "female")


@given(births, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_any_one_wrong_digit_is_noticed(born, order, place, by):
    number = f"610199{born:%Y%m%d}{order:03d}"
    number += check_character(number)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    with pytest.raises(IdentityError):
        parse(wrong)


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_fifteen_digits_become_eighteen(born, order):
    read = parse(f"610199{born:%y%m%d}{order:03d}")
    assert (len(read.number), read.birth_date) == (18, born)
    assert parse(read.number) == read


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X "],
)
def test_it_is_read_as_people_type_it(typed):
    """The example of the standard itself."""
    assert parse(typed).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "length"),
        ("123", "length"),
        ("6.10199196606122E+17", "length"),
        ("11010519491231002A", "characters"),
        ("110105194912310021", "checksum"),
        ("110105194902300025", "birth_date"),
        ("1101052949123100" + "21", "checksum"),
        ("x" * 10_000, "length"),
    ],
)
def test_what_is_no_number_says_why(typed, code):
    with pytest.raises(IdentityError) as refused:
        parse(typed)
    if code == "birth_date":
        body = "11010519490230002"
        with pytest.raises(IdentityError) as refused:
            parse(body + check_character(body))
    assert refused.value.code == code


def test_the_future_has_no_births():
    tomorrow = date.today() + timedelta(days=1)
    body = f"610199{tomorrow:%Y%m%d}001"
    with pytest.raises(IdentityError, match="birth_date"):
        parse(body + check_character(body))


def test_masked_numbers_show_two_characters_at_each_end():
    assert mask("11010519491231002X") == "11**************2X"
    assert set("".join(mask(id_number()))[2:-2]) == {"*"}
    assert CHECKS[2] == "X"


def test_a_number_is_stored_unreadable_and_found_again():
    stored = vault.encrypt(id_number())
    assert id_number() not in stored
    assert stored != vault.encrypt(id_number())
    assert vault.decrypt(stored) == id_number()
    assert vault.fingerprint(id_number().lower()) == vault.fingerprint(id_number())
    assert vault.fingerprint(id_number(2)) != vault.fingerprint(id_number())


def test_keys_rotate(settings):
    stored, found = vault.encrypt(id_number()), vault.fingerprint(id_number())
    settings.RESIDENT_KEYS = ["a newer key of some length", *settings.RESIDENT_KEYS]
    assert vault.decrypt(stored) == id_number()
    anew = vault.encrypt_anew(stored)
    assert vault.fingerprint(id_number()) == found
    settings.RESIDENT_KEYS = settings.RESIDENT_KEYS[:1]
    assert vault.decrypt(anew) == id_number()
    with pytest.raises(ValueError, match="RESIDENT_KEYS"):
        vault.decrypt(stored)


def test_another_key_reads_nothing(settings):
    stored = vault.encrypt(id_number())
    settings.RESIDENT_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(ValueError, match="RESIDENT_KEYS"):
        vault.decrypt(stored)


@pytest.mark.django_db
def test_a_command_writes_every_number_with_the_newest_key(settings):
    person = register_person(id_number=id_number())
    settings.RESIDENT_KEYS = ["a newer key of some length", *settings.RESIDENT_KEYS]
    call_command("rotate_resident_keys")
    settings.RESIDENT_KEYS = settings.RESIDENT_KEYS[:1]
    person.refresh_from_db()
    assert person.id_number == id_number()


@pytest.mark.django_db
def test_rows_to_mend_and_uploaded_files_follow_the_newest_key(settings):
    content = sheet_of(["楼栋", "房号", "姓名"], ["3栋", "101", "王秀兰"])
    run = rehearse(run=take_in(content=content, filename="a.xlsx", compound=CompoundFactory(), by=None))
    mended = rows_to_mend(run)
    settings.RESIDENT_KEYS = ["a newer key of some length", *settings.RESIDENT_KEYS]
    call_command("rotate_resident_keys")
    settings.RESIDENT_KEYS = settings.RESIDENT_KEYS[:1]
    assert content_of(run) == content
    assert list(load_workbook(BytesIO(rows_to_mend(run))).active.values) == list(
        load_workbook(BytesIO(mended)).active.values
    )
    assert [path.stat().st_mode & 0o077 for path in (settings.VAR_DIR / "private").rglob("*.*")] == [0]


@pytest.mark.django_db
def test_without_the_old_key_nothing_is_written_anew(settings):
    person = register_person(id_number=id_number())
    stored = person.id_encrypted
    settings.RESIDENT_KEYS = ["another key of some length"]
    with pytest.raises(CommandError, match="old key"):
        call_command("rotate_resident_keys")
    person.refresh_from_db()
    assert person.id_encrypted == stored
