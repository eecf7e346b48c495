"""Residents with a passport or permit: stored, masked and found like identity numbers, and imported from workbooks."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from community.errors import Conflict, Invalid
from residents import documents, services
from residents.enums import DocumentKind
from residents.identity import IdentityError, check_character
from residents.importing.arrivals import take_in
from residents.importing.people.applying import apply_import
from residents.importing.people.rehearsal import rehearse
from residents.importing.people.undoing import undo_import
from residents.importing.reading import cells
from residents.importing.report import register_full
from residents.models import Resident
from tests.factories import CompoundFactory, StaffFactory, id_number, register_person, sheet_of

pytestmark = pytest.mark.django_db

HEADER = ["楼栋", "房号", "姓名", "证件类型", "证件号码", "出生日期"]
PERMIT = "H12345678"
RESIDENCE = "81000019650712123" + check_character("81000019650712123")


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [("", id_number(), ("identity", None)), ("护照", "E1234 5678", ("passport", None)),
     ("港澳居民来往内地通行证", "H12345678-01", ("hk_permit", None)), ("台胞证", 12345678, ("tw_permit", None)),
     ("", "M12345678", ("hk_permit", "document_by_shape")), ("身份证", "EA1234567", ("passport", "document_by_shape")),
     ("", "护照：E12345678", ("passport", None)), ("", RESIDENCE, ("hk_residence", None)),
     ("港澳台居民居住证", RESIDENCE, ("hk_residence", None)), ("护照", id_number(), ("identity", "document_by_shape")),
     ("", "CHN110000000000", ("foreign_card", "document_by_shape"))],
)  # fmt: skip
def test_the_column_the_cell_or_the_number_says_which_document_it_is(kind, typed, found):
    read = cells.document(typed, kind)
    assert (read.extra.kind, next(iter({*read.repairs} - {"id_case_or_space"}), None)) == found
    assert read.problems == ()


@pytest.mark.parametrize(
    ("kind", "typed", "problem"),
    [("护照", "12", "id_shape"), ("台胞证", "H12", "id_shape"), ("", "E1", "id_length"), ("护照", None, "id_missing"),
     ("护照", "E12***678", "masked"), ("渔民证", "粤字12345", "document_unknown"),
     ("港澳居民居住证", RESIDENCE[:-1] + "?", "id_characters")],
)  # fmt: skip
def test_what_no_document_has_stays_to_be_mended(kind, typed, problem):
    read = cells.document(typed, kind)
    assert read.problems == (problem,)
    assert bool(read.value) == (problem == "document_unknown")


def test_two_kinds_may_have_one_number_and_one_kind_has_it_once():
    by = StaffFactory()
    services.register_resident(name="陈思远", by=by, id_number="12345678", id_kind="tw_permit")
    other = services.register_resident(name="Anna Weber", by=by, id_number="12345678", id_kind="passport")
    with pytest.raises(Conflict) as refused:
        services.register_resident(name="李建国", by=by, id_number="1234 5678", id_kind="tw_permit")
    assert refused.value.code == "id_taken"
    assert "12345678" not in other.id_encrypted
    assert other.masked_id_number == "1*****78"
    with pytest.raises(IntegrityError):
        Resident.objects.filter(pk=other.pk).update(id_encrypted="")


def test_a_permit_of_residence_tells_birth_date_and_sex_and_a_passport_leaves_them():
    by = StaffFactory()
    one = services.register_resident(name="黄家明", by=by, id_number=RESIDENCE, id_kind="hk_residence")
    assert (one.birth_date, one.sex) == (date(1965, 7, 12), "male")
    two = services.register_resident(
        name="Anna Weber", by=by, id_number="C01X00T47", id_kind="passport", sex="female", birth_date=date(1980, 1, 2)
    )
    assert (two.birth_date, two.sex, two.id_kind) == (date(1980, 1, 2), "female", DocumentKind.PASSPORT)
    with pytest.raises(Invalid):
        services.save_resident(resident=two, by=by, id_number="12", id_kind="passport")
    with pytest.raises(IdentityError):
        documents.parse("identity", PERMIT)


def test_a_workbook_with_documents_comes_in_goes_out_and_is_taken_back(private_files):
    known = register_person("Anna Weber")
    rows = [["3栋", "101", "黄家明", "港澳居民来往内地通行证", PERMIT, "1965-07-12"],
            ["3栋", "101", "黄家明", "回乡证", f"{PERMIT}", None],
            ["3栋", "102", "李建国", None, "护照E12345678", None],
            ["3栋", "103", "王秀兰", "身份证", id_number(), None]]  # fmt: skip
    run = rehearse(run=take_in(content=sheet_of(HEADER, *rows), filename="a.xlsx", compound=CompoundFactory(),
                               by=StaffFactory()))  # fmt: skip
    run = apply_import(run=run, by=run.uploaded_by)
    assert run.totals["problems"] == {"double": 1}
    kinds = dict(Resident.objects.exclude(pk=known.pk).values_list("name", "id_kind"))
    assert kinds == {"黄家明": "hk_permit", "李建国": "passport", "王秀兰": "identity"}
    assert Resident.objects.get(name="黄家明").birth_date == date(1965, 7, 12)
    content = register_full(by=StaffFactory(), reason="年度核对")
    again = take_in(content=content, filename="b.xlsx", compound=run.compound, by=run.uploaded_by)
    assert rehearse(run=again).totals["verdicts"] == {"unchanged": 3}
    undo_import(run=run, by=run.uploaded_by)
    assert list(Resident.objects.all()) == [known]


def test_merged_records_keep_the_document():
    by = StaffFactory()
    keep = services.register_resident(name="黄家明", by=by, birth_date=date(1965, 7, 12))
    other = services.register_resident(name="黄家明", by=by, id_number=PERMIT, id_kind="hk_permit")
    kept = services.merge_residents(keep=keep, other=other, by=by)
    assert (kept.id_kind, kept.id_number, kept.birth_date) == ("hk_permit", PERMIT, date(1965, 7, 12))


def test_the_admin_takes_a_kind_with_its_number_and_shows_neither_unmasked(client):
    client.force_login(StaffFactory())
    page = reverse("admin:residents_resident_add")
    form = {"name": "黄家明", "id_kind": "hk_permit", "id_number": "A1", "birth_precision": "day",
            "language": "zh-hans", "contact": "phone"}  # fmt: skip
    assert "id_number" in client.post(page, form).context["adminform"].form.errors
    assert client.post(page, form | {"id_number": PERMIT}).status_code == 302
    person = Resident.objects.get()
    assert (person.id_kind, person.id_number) == ("hk_permit", PERMIT)
    change = reverse("admin:residents_resident_change", args=[person.pk])
    assert PERMIT not in client.get(change).content.decode()
    form["id_number"] = ""
    assert client.post(change, form).status_code == 302
    assert "id_number" in client.post(change, form | {"id_kind": "tw_permit"}).context["adminform"].form.errors
    assert client.post(change, form | {"forgets_number": "on"}).status_code == 302
    person.refresh_from_db()
    assert (person.id_kind, person.id_number) == ("identity", "")
