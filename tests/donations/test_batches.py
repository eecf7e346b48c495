"""Batches of certificates: a contact sheet, all or none, one file in order of numbers, deleted with a name in it."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone

from community.certificates.faces import printing
from community.models import Certificate
from donations import services, tasks
from donations.enums import BatchState
from donations.models import CertificateBatch, Donor, Giver
from donations.services import batches
from tests.donations.factories import accepted, offer, thanked
from tests.factories import StaffFactory, UserFactory
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def batch(*gifts, **fields) -> CertificateBatch:
    return services.make_batch(gifts=gifts, by=StaffFactory(), **fields)


def worked(made: CertificateBatch) -> CertificateBatch:
    services.order_batch(batch=made, by=StaffFactory())
    return services.work_on_batch(made.pk)


def test_all_are_issued_and_drawn_in_the_order_of_their_numbers():
    gifts = [accepted(name=name) for name in ("王甲", "𰻝𰻝面馆", "欧阳𪨧")]
    made = worked(batch(*reversed(gifts)))
    assert (made.state, made.done, made.total) == (BatchState.DONE, 3, 3)
    pages = pypdf.PdfReader(made.path).pages
    read = [zxingcpp.read_barcodes(page.images[0].image.convert("L"))[0].text for page in pages]
    assert read == [each.check_url for each in Certificate.objects.order_by("number")]
    assert [gift.givers.get().certificate.number[-6:] for gift in gifts] == ["000001", "000002", "000003"]
    assert oct(made.path.stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("bad", [{"name": "王\U00030000"}, {"name": "王", "lines": [("发票", 1, "张")]}])
def test_all_or_none(bad):
    good = accepted()
    made = worked(batch(good, accepted(**bad)))
    assert made.state == BatchState.REFUSED
    assert made.message
    assert not Certificate.objects.exists()
    assert not made.file
    again = services.order_batch(batch=made, by=StaffFactory())
    assert (again.state, again.done, again.total, again.message) == (BatchState.WAITING, 0, 0, "")
    refused("bad_state", services.order_batch, batch=made, by=StaffFactory())


def test_a_worker_that_died_while_it_drew_goes_on(monkeypatch, settings, come_to):
    made = batch(accepted())
    services.order_batch(batch=made, by=StaffFactory())

    def dies(_certificate):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("donations.services.batches.face_of", dies)
        with pytest.raises(RuntimeError):
            services.work_on_batch(made.pk)
    assert list((settings.VAR_DIR / "private" / "batches").iterdir()) == []
    refused("bad_state", services.order_batch, batch=made, by=StaffFactory())
    come_to(timezone.now() + timedelta(minutes=11))
    assert worked(made).state == BatchState.DONE
    assert Certificate.objects.count() == 1


def test_what_nobody_ordered_or_was_done_is_not_worked_on():
    made = batch(accepted())
    assert services.work_on_batch(made.pk).state == BatchState.DRAFT
    assert not Certificate.objects.exists()
    done = worked(made)
    ready, later = done.ready_at, services.work_on_batch(made.pk)
    assert (later.state, later.ready_at) == (BatchState.DONE, ready)


def test_each_giver_gets_one_where_staff_say_so():
    gift = offer(name="王伟")
    Giver.objects.create(gift=gift, donor=Donor.objects.create(name="李娜"))
    services.accept_gift(gift=gift, by=StaffFactory())
    made = worked(batch(gift, one_each=True))
    assert list(made.certificates.order_by("number").values_list("name", flat=True)) == ["王伟", "李娜"]


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_with_a_name_and_after_a_week(come_to):
    gift = accepted()
    made = worked(batch(gift))
    path = made.path
    assert path.is_file()
    services.make_donor_nameless(donor=gift.donors.get(), by=None)
    made.refresh_from_db()
    assert (made.file, made.state, path.exists()) == ("", BatchState.DONE, False)
    made = worked(made)
    path = made.path
    assert path.is_file()
    come_to(timezone.now() + timedelta(days=8))
    tasks.forget.call()
    assert not path.exists()


def test_the_contact_sheet_shows_each_and_why_one_cannot_be(client):
    good, bad = accepted(name="欧阳𪨧"), accepted(name="王\U00030000")
    made = batch(good, bad)
    log_in(client, StaffFactory())
    page = client.get(made.get_absolute_url()).content.decode()
    assert reverse("certificate_batch_sheet", args=[made.pk, good.pk]) in page
    assert "U+30000" in page
    assert client.get(reverse("certificate_batch_sheet", args=[made.pk, bad.pk])).status_code == 404
    sheet = client.get(reverse("certificate_batch_sheet", args=[made.pk, good.pk]))
    assert (sheet["Content-Type"], len(sheet.content) < 80_000) == ("image/webp", True)
    assert not Certificate.objects.exists()


def test_from_the_desk_to_the_file(client):
    gift = accepted()
    log_in(client, StaffFactory())
    assert client.post(reverse("make_certificate_batch"), {"gift": ["x", "9" * 30]}).status_code == 422
    client.post(reverse("make_certificate_batch"), {"gift": [gift.pk]})
    made = CertificateBatch.objects.get()
    issue = reverse("issue_certificate_batch", args=[made.pk])
    assert client.post(issue).status_code == 302
    assert client.post(issue).status_code == 409
    assert "<progress" in client.get(made.get_absolute_url()).content.decode()
    tasks.work_on_batch.call(made.pk)
    file = reverse("certificate_batch_file", args=[made.pk])
    assert file in client.get(made.get_absolute_url()).content.decode()
    answer = client.get(file)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    CertificateBatch.objects.get().path.unlink()
    assert client.get(file).status_code == 422


def test_batches_are_for_staff(client):
    made = worked(batch(accepted()))
    log_in(client, UserFactory())
    for name in ("certificate_batch", "certificate_batch_file"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 403
        assert client.post(reverse(name, args=[made.pk])).status_code == 403
    assert client.post(reverse("issue_certificate_batch", args=[made.pk])).status_code == 403
    assert client.get(reverse("certificate_batch_sheet", args=[made.pk, 1])).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(reverse("issue_certificate_batch", args=[made.pk])).status_code == 405
    assert client.post(reverse("certificate_batch", args=[made.pk])).status_code == 405


def test_a_batch_has_an_end(monkeypatch):
    monkeypatch.setattr(batches, "MOST", 2)
    gifts = [accepted() for _each in range(3)]
    assert batch(*gifts[:2]).gifts.count() == 2
    refused("too_many", batch, *gifts)
    refused("nothing", batch)
    refused("not_allowed", services.make_batch, gifts=[accepted()], by=UserFactory())
    gift, _certificate = thanked()
    assert worked(batch(gift)).state == BatchState.REFUSED


def test_one_missing_glyph_spoils_no_export():
    """docusealco#148: an export of all failed on one missing glyph; here the brush's place stays free."""
    made = worked(batch(accepted(name="王\U00030000"), leaves_space=True))
    assert made.state == BatchState.DONE
    [page] = pypdf.PdfReader(BytesIO(made.path.read_bytes())).pages
    assert page.images
    assert printing.face_of(made.certificates.get())
