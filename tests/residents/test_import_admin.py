"""Imports and exports in the admin: the whole process, and everybody without permission."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from community.models import User
from community.registers.roles import FRONT_DESK_ROLE, READ_ONLY
from community.workbooks import tasks
from residents import services
from residents.models import RegisterExport, RegisterImport, Resident
from tests.factories import CompoundFactory, StaffFactory, UserFactory, id_number, sheet_of
from tests.steps import log_in

pytestmark = pytest.mark.django_db

ROWS = [
    ["楼栋", "单元", "房号", "姓名", "身份证号", "联系电话"],
    ["三号楼", "一单元", "0101", "王 秀兰", id_number(), "139-1111-1111"],
    ["3#", 1, 102, "李建国", None, None],
    ["3#", 1, 102, None, id_number(4), None],
]


@pytest.fixture
def staff(client):
    user = StaffFactory()
    log_in(client, user)
    return user


def upload(client, content=None):
    form = {
        "kind": "people",
        "compound": CompoundFactory().pk,
        "file": SimpleUploadedFile("a.xlsx", content or sheet_of(*ROWS)),
        "as_of": "2026-11-01",
        "merges": "on",
    }
    return client.post(reverse("admin:residents_registerimport_add"), form)


def page(run):
    return reverse("admin:residents_registerimport_change", args=[run.pk])


def test_the_whole_way(client, staff, private_files):
    assert upload(client).status_code == 302
    run = RegisterImport.objects.get()
    assert 'http-equiv="refresh"' in client.get(page(run)).content.decode()
    tasks.rehearse.func("residents.registerimport", run.pk)
    shown = client.get(page(run)).content.decode()
    assert "3-1-101" in shown
    assert not [secret for secret in ("王秀兰", id_number(), "13911111111") if secret in shown]
    assert not Resident.objects.exists()
    assert client.post(reverse("admin:residents_registerimport_apply", args=[run.pk])).status_code == 302
    tasks.apply.func("residents.registerimport", run.pk, staff.pk)
    assert Resident.objects.count() == 2
    content = client.post(reverse("admin:residents_registerimport_to_mend", args=[run.pk])).content
    assert len(list(load_workbook(BytesIO(content)).active.values)) == 3
    client.post(reverse("admin:residents_registerimport_undo", args=[run.pk]))
    tasks.undo.func("residents.registerimport", run.pk, staff.pk)
    assert not Resident.objects.exists()


def test_a_second_press_of_apply_is_refused_and_the_page_shows_how_far_it_is(client, staff):
    upload(client)
    run = RegisterImport.objects.get()
    tasks.rehearse.func("residents.registerimport", run.pk)
    address = reverse("admin:residents_registerimport_apply", args=[run.pk])
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    RegisterImport.objects.update(state="applying", done=30, total=120)
    shown = client.get(page(run)).content.decode()
    assert "25 %" in shown
    assert address not in shown


def test_staff_say_what_a_heading_means_and_the_next_file_is_read_by_itself(client, staff):
    rows = [["栋数", "单元", "门号儿", "大名", "车牌"], ["3", 1, "101", "王秀兰", "陕A00000"]]
    upload(client, sheet_of(*rows))
    run = RegisterImport.objects.get()
    tasks.rehearse.func("residents.registerimport", run.pk)
    asked = client.get(page(run)).context["headings_form"]
    assert [field.label for field in asked] == ["“栋数”", "“门号儿”", "“大名”", "“车牌”"]
    said = {"heading_0": "building", "heading_1": "room", "heading_2": "name", "heading_3": ""}
    address = reverse("admin:residents_registerimport_headings", args=[run.pk])
    assert client.post(address, said | {"heading_0": "password"}).status_code == 422
    assert client.post(address, said).status_code == 302
    for _again in range(2):
        tasks.rehearse.func("residents.registerimport", run.pk)
        run.refresh_from_db()
        assert (run.state, run.totals["verdicts"], run.totals["questions"]) == ("rehearsed", {"new": 1}, [])
        upload(client, sheet_of(*rows))
        run = RegisterImport.objects.first()


def test_rows_are_chosen_by_verdict_and_by_problem(client, staff):
    upload(client)
    run = RegisterImport.objects.get()
    tasks.rehearse.func("residents.registerimport", run.pk)
    for query, count in (("verdict=refused", 1), ("code=id_missing", 1), ("code=phone_punctuation", 1), ("", 3)):
        assert len(client.get(f"{page(run)}?{query}").context["lines"]) == count, query


def test_a_file_that_is_no_workbook_says_so_and_changes_nothing(client, staff):
    upload(client, b"not a workbook")
    run = RegisterImport.objects.get()
    tasks.rehearse.func("residents.registerimport", run.pk)
    run.refresh_from_db()
    assert (run.state, bool(run.message)) == ("refused", True)
    assert run.message in client.get(page(run)).content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "This file is not a workbook"), ("zh-hans", "这个文件不是")])
def test_a_refusal_is_said_in_the_language_of_whoever_asked(client, staff, language, words):
    User.objects.filter(pk=staff.pk).update(language=language)
    upload(client, b"not a workbook")
    run = RegisterImport.objects.get()
    tasks.rehearse.func("residents.registerimport", run.pk)
    run.refresh_from_db()
    assert run.message.startswith(words)


def test_the_file_lies_sealed_and_is_forgotten_in_time(client, staff, private_files, come_to):
    upload(client)
    stored = [path for path in private_files.rglob("*") if path.is_file()]
    assert len(stored) == 1
    assert not stored[0].read_bytes().startswith(b"PK")
    assert stored[0].stat().st_mode & 0o077 == 0
    come_to(timezone.now() + timedelta(days=91))
    services.forget()
    assert not stored[0].exists()
    run = RegisterImport.objects.get()
    assert not run.rows.exists()
    tasks.rehearse.func("residents.registerimport", run.pk)
    run.refresh_from_db()
    assert run.message


@pytest.mark.parametrize("role", [None, READ_ONLY, FRONT_DESK_ROLE])
def test_nobody_else_imports_or_exports(client, staff, role):
    upload(client)
    run = RegisterImport.objects.get()
    user = UserFactory(is_staff=role is not None)
    if role:
        user.groups.add(Group.objects.get(name=role))
    log_in(client, user)
    pages = ["registerimport_changelist", "registerimport_add", "registerexport_changelist"]
    for address in [*[reverse(f"admin:residents_{name}") for name in pages], page(run)]:
        assert client.get(address).status_code in (302, 403), address
    for verb in ("apply", "undo", "again", "headings", "to_mend"):
        address = reverse(f"admin:residents_registerimport_{verb}", args=[run.pk])
        assert client.post(address).status_code in (302, 403)
        assert client.post(address, follow=True).context.get("run") is None
    assert client.post(reverse("admin:residents_export")).status_code in (302, 403)
    assert client.post(reverse("admin:residents_export"), {"full": "1", "reason": "想看一看"}).status_code in (302, 403)
    assert not RegisterExport.objects.exists()


def test_changes_are_posts(client, staff):
    upload(client)
    run = RegisterImport.objects.get()
    for verb in ("apply", "undo", "again", "to_mend"):
        assert client.get(reverse(f"admin:residents_registerimport_{verb}", args=[run.pk])).status_code == 405
    assert client.get(reverse("admin:residents_export")).status_code == 405


def test_an_unmasked_export_needs_a_reason_and_leaves_a_row(client, staff):
    address = reverse("admin:residents_export")
    assert client.post(address).status_code == 200
    assert client.post(address, {"full": "1", "reason": ""}).status_code == 302
    assert not RegisterExport.objects.exists()
    assert client.post(address, {"full": "1", "reason": "年度核对"}).status_code == 200
    assert RegisterExport.objects.get().by == staff
    assert client.get(reverse("admin:residents_registerexport_changelist")).status_code == 200


def test_the_command_rehearses_and_applies(tmp_path, capsys):
    CompoundFactory()
    file = tmp_path / "a.xlsx"
    file.write_bytes(sheet_of(*ROWS))
    call_command("import_register", str(file))
    assert not Resident.objects.exists()
    call_command("import_register", str(file), "--apply", "--to-mend", str(tmp_path / "mend.xlsx"))
    assert Resident.objects.count() == 2
    assert (tmp_path / "mend.xlsx").exists()
    file.write_bytes(b"x")
    with pytest.raises(CommandError):
        call_command("import_register", str(file))
