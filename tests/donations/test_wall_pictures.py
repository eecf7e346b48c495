"""Thumbnails of certificates: as the donor allows, and deleted with the name, also on disk."""

import pytest
from django.urls import reverse

from community.certificates.pictures import folder
from community.models import Certificate
from donations import services
from tests.donations.factories import accepted, thanked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def picture(client, gift):
    return client.get(reverse("gift_picture", args=[gift.pk]))


def test_it_is_small_and_kept_by_nobody_for_long(client):
    gift, _certificate = thanked()
    answer = picture(client, gift)
    assert (answer["Content-Type"], len(answer.content) <= 80_000) == ("image/webp", True)
    assert answer["Cache-Control"] == "private, max-age=30"
    assert reverse("gift_picture", args=[gift.pk]) in client.get(reverse("thanks_wall")).content.decode()
    assert client.post(reverse("gift_picture", args=[gift.pk])).status_code == 405


def test_it_is_drawn_once(client, monkeypatch):
    gift, _certificate = thanked()
    first = picture(client, gift).content
    monkeypatch.setattr("community.certificates.pictures.shown_face", None)
    assert picture(client, gift).content == first
    assert len(list(folder().iterdir())) == 1


def test_it_shows_the_name_as_its_giver_allows(client):
    gift, _certificate = thanked(name="欧阳𪨧")
    seen = {}
    for publicity in ("full", "family", "neighbour"):
        services.show_donor(gift=gift, as_=publicity, by=gift.offered_by)
        seen[publicity] = picture(client, gift).content
    assert len(set(seen.values())) == 3
    assert len(list(folder().iterdir())) == 1
    services.show_donor(gift=gift, as_="nothing", by=gift.offered_by)
    assert picture(client, gift).status_code == 404


def test_it_goes_with_the_name(client):
    gift, certificate = thanked(name="欧阳𪨧")
    before = picture(client, gift).content
    services.make_donor_nameless(donor=gift.donors.get(), by=gift.offered_by)
    assert list(folder().iterdir()) == []
    assert picture(client, gift).content != before
    assert Certificate.objects.get(pk=certificate.pk).is_valid


def test_a_gift_without_a_certificate_has_none(client):
    assert picture(client, accepted()).status_code == 404
    assert client.get(reverse("gift_picture", args=[0])).status_code == 404
