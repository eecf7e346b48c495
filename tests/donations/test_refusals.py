"""What donations refuse, each with its own code, and what stays as it was then."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donations import services
from donations.models import Donor, GiftImport, GiftPhoto, Giver
from donations.services import gifts
from donations.services.gifts import MOST_PHOTOS
from tests.donations.factories import accepted, offer, thanked, thing
from tests.donations.pictures import png, upload
from tests.factories import RoomFactory, StaffFactory, UserFactory
from tests.steps import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


def not_a_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("piano.png", b"not a photo", "image/png")


def test_photos_are_photos_and_only_so_many(staff):
    gift = offer()
    refused("not_yours", services.add_photos, gift=gift, photos=[], by=UserFactory())
    refused("not_a_photo", services.add_photos, gift=gift, photos=[not_a_photo()], by=staff)
    refused("not_a_photo", services.photograph_item, item=thing(), photo=not_a_photo(), by=staff)
    too_many = [not_a_photo()] * (MOST_PHOTOS + 1)
    refused("too_many_photos", services.add_photos, gift=gift, photos=too_many, by=gift.offered_by)
    assert not GiftPhoto.objects.exists()


def test_as_many_photos_as_there_may_be_are_taken(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(gifts, "MOST_PHOTOS", 1)
    gift = offer()
    services.add_photos(gift=gift, photos=[upload(png())], by=gift.offered_by)
    assert gift.photos.count() == 1


def test_a_certificate_whose_gift_was_merged_away_is_not_replaced(staff):
    gift, certificate = thanked()
    gift.givers.update(certificate=None)
    refused("not_a_gift", services.replace_gift_certificate, certificate=certificate, by=staff, reason="名字错了")


def test_two_who_are_named_on_certificates_of_one_gift_are_not_merged(staff):
    gift, certificate = thanked(name="王伟")
    double = Donor.objects.create(name="王伟")
    giver = Giver.objects.create(gift=gift, donor=double, certificate=certificate)
    keep = gift.donors.exclude(pk=double.pk).get()
    refused("both_gave", services.merge_donors, keep=keep, other=double, by=staff)
    giver.certificate = None
    giver.save()
    assert services.merge_donors(keep=keep, other=double, by=staff) == keep


def test_a_donor_is_asked_once_and_answers_once(staff):
    gift = accepted(use_binds=True, wished_use="放到琴房")
    asked = {"gift": gift, "use": "放到图书室", "by": staff}
    consent = services.ask_other_use(**asked)
    refused("asked", services.ask_other_use, **asked)
    answer = {"consent": consent, "said_yes": True}
    refused("not_yours", services.answer_other_use, **answer, by=UserFactory())
    refused("how_needed", services.answer_other_use, **answer, by=staff, how=" ")
    services.answer_other_use(**answer, by=gift.offered_by)
    refused("answered", services.answer_other_use, **answer, by=staff, how="电话")


def test_a_name_deleted_is_gone_from_the_rows_of_an_import_of_merged_records_too(staff):
    gift, other, third = accepted(), accepted(name="王伟"), accepted(name="李娜")
    keep, double, stranger = (each.donors.get() for each in (gift, other, third))
    double.user = None
    double.save()
    run = GiftImport.objects.create(uploaded_by=staff, filename="a.xlsx")
    rows = [
        run.rows.create(number=number, masked_name="王*", made={"donors": [each.pk]})
        for number, each in enumerate((keep, double, stranger), 1)
    ]
    services.merge_donors(keep=keep, other=double, by=staff)
    services.make_donor_nameless(donor=keep, by=staff)
    for row in rows:
        row.refresh_from_db()
    assert [row.masked_name for row in rows] == ["—", "—", "王*"]


def test_a_retired_thing_is_not_counted_and_a_repair_costs_less_than_a_million(staff):
    item = thing()
    take = services.begin_stock_take(room=RoomFactory(), by=staff)
    repair = services.begin_repair(item=item, fault="琴键坏了", by=staff)
    refused("bad_cost", services.end_repair, repair=repair, cost=Decimal(1_000_000), by=staff)
    services.end_repair(repair=repair, cost=Decimal("999999.99"), by=staff)
    item.refresh_from_db()
    services.ask_to_retire_item(item=item, reason="坏了", by=staff)
    services.retire_item(item=item, by=StaffFactory())
    refused("retired", services.count_item, take=take, item=item, by=staff)
