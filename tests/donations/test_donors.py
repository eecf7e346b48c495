"""Duplicate donors are merged by staff; the name of a merged or nameless one is gone."""

import pytest
from django.urls import reverse

from donations import services
from donations.models import Donor, Giver
from tests.donations.factories import accepted, thanked
from tests.factories import StaffFactory, UserFactory
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def doubled() -> tuple[Donor, Donor, object]:
    """One giver twice: with a login, and as the desk wrote it down."""
    mine, _paper = thanked(name="欧阳𪨧")
    desk, certificate = thanked(name="欧阳𪨧")
    Donor.objects.filter(pk=desk.donors.get().pk).update(user=None)
    return mine.donors.get(), desk.donors.get(), certificate


def test_what_the_second_gave_passes_to_the_first():
    keep, other, certificate = doubled()
    services.merge_donors(keep=keep, other=other, by=StaffFactory())
    other.refresh_from_db()
    certificate.refresh_from_db()
    assert keep.given.count() == 2
    assert (other.name, other.merged_into, certificate.name, certificate.is_valid) == ("", keep, "欧阳𪨧", True)
    assert "欧阳" not in str(list(Donor.history.filter(id=other.pk).values()))
    services.make_donor_nameless(donor=keep, by=None)
    certificate.refresh_from_db()
    assert certificate.name == ""


def test_a_login_passes_over():
    keep, other, _certificate = doubled()
    user = keep.user
    merged = services.merge_donors(keep=other, other=keep, by=StaffFactory())
    assert merged.user == user


def test_who_is_not_one_giver_is_not_merged():
    keep, other, _certificate = doubled()
    by = StaffFactory()
    refused("not_allowed", services.merge_donors, keep=keep, other=other, by=UserFactory())
    refused("same_person", services.merge_donors, keep=keep, other=keep, by=by)
    third = accepted().donors.get()
    refused("two_logins", services.merge_donors, keep=keep, other=third, by=by)
    shop = Donor.objects.create(kind="company", name="面馆")
    refused("kinds_differ", services.merge_donors, keep=keep, other=shop, by=by)
    services.make_donor_nameless(donor=other, by=None)
    refused("bad_state", services.merge_donors, keep=keep, other=other, by=by)


def test_one_gift_written_down_twice_for_one_giver_counts_once():
    gift = accepted(name="王伟")
    double = Donor.objects.create(name="王伟")
    Giver.objects.create(gift=gift, donor=double)
    services.merge_donors(keep=gift.donors.exclude(pk=double.pk).get(), other=double, by=StaffFactory())
    assert gift.givers.count() == 1


def test_staff_merge_in_the_admin(client):
    keep, other, _certificate = doubled()
    address = reverse("admin:donations_donor_merge", args=[keep.pk, other.pk])
    log_in(client, UserFactory(is_staff=True))
    assert client.get(address).status_code == 403
    log_in(client, StaffFactory())
    chosen = {"action": "merge", "_selected_action": [keep.pk, other.pk]}
    assert client.post(reverse("admin:donations_donor_changelist"), chosen).url == address
    assert "欧阳𪨧" not in client.get(address).content.decode()
    assert client.put(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
