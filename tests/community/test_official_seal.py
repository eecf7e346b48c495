"""The official seal: managed by few, visible to nobody else, printed once two people release it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.certificates import kinds, sealing
from community.certificates import services as certificates
from community.certificates.faces.canvas import px
from community.certificates.faces.printing import face_of, shown_face
from community.models import Certificate, OfficialSeal, User
from community.registers.roles import READ_ONLY
from community.roles import SEAL_KEEPER
from tests.donations.pictures import png, upload
from tests.factories import UserFactory
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db
RED = 90  # of 255: how much more red than blue a point of the seal has


@pytest.fixture(autouse=True)
def _a_kind(monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register(kinds.Kind("test", "CS", _("Certificate")))


def keeper() -> User:
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=SEAL_KEEPER))
    return User.objects.get(pk=user.pk)


def keep(by: User | None = None, content: bytes | None = None, words: str = "理想时光社区党群服务中心") -> OfficialSeal:
    return sealing.upload_seal(image=upload(content or png()), words=words, by=by or keeper())


def issue() -> Certificate:
    return certificates.issue_certificate(kind="test", name="欧阳小雨", facts={}, by=None)


def released(certificate: Certificate | None = None) -> Certificate:
    certificate = certificate or issue()
    for _each in range(2):
        certificate = sealing.release_certificate(certificate=certificate, by=keeper())
    return certificate


def red_points(image) -> int:
    """How many points are red where the seal goes."""
    part = image.crop((px(190), px(141), px(232), px(183)))
    return sum(red - blue > RED for red, _green, blue in part.get_flattened_data())


def test_two_people_put_the_seal_on_a_certificate():
    certificate = issue()
    refused("no_seal", sealing.release_certificate, certificate=certificate, by=keeper())
    keep()
    first = keeper()
    refused("not_allowed", sealing.release_certificate, certificate=certificate, by=UserFactory())
    certificate = sealing.release_certificate(certificate=certificate, by=first)
    assert red_points(face_of(certificate)) == 0
    refused("same_person", sealing.release_certificate, certificate=certificate, by=first)
    certificate = sealing.release_certificate(certificate=certificate, by=keeper())
    assert red_points(face_of(certificate)) > 1000
    assert red_points(shown_face(certificate, "邻居")) == 0
    refused("bad_state", sealing.release_certificate, certificate=certificate, by=keeper())


def test_what_bears_an_older_seal_keeps_it():
    old = keep()
    certificate = released()
    new = keep(words="新章")
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert (certificate.seal, released().seal) == (old, new)


def test_what_is_void_or_nameless_gets_no_seal():
    keep()
    void, nameless = issue(), issue()
    certificates.revoke_certificate(certificate=void, by=None, reason="写错了")
    certificates.make_nameless(certificates=[nameless])
    for each in (void, nameless):
        refused("bad_state", sealing.release_certificate, certificate=each, by=keeper())


@pytest.mark.parametrize(
    "change",
    [
        {"released_at": None},
        {"seal": None, "sealed_at": None},
        {"sealed_by": "released_by"},
    ],
)
def test_the_database_keeps_release_and_seal(change):
    keep()
    certificate = released()
    wanted = {name: certificate.released_by if value else None for name, value in change.items()}
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**wanted)


def test_the_database_seals_nothing_that_was_not_released():
    seal, certificate = keep(), issue()
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(seal=seal, sealed_at=certificate.issued_at)


@pytest.mark.parametrize("content", [b"no picture", png(100), png(400, 700)], ids=["none", "small", "oblong"])
def test_what_is_no_picture_of_a_seal_is_refused(content):
    refused("not_a_seal", keep, content=content)
    refused("words_needed", keep, words=" ")
    assert not OfficialSeal.objects.exists()


def test_one_seal_is_in_use_at_a_time():
    seal = keep()
    by = keeper()
    sealing.withdraw_seal(seal=seal, by=by)
    refused("bad_state", sealing.withdraw_seal, seal=seal, by=by)
    keep()
    with pytest.raises(DatabaseError), transaction.atomic():
        OfficialSeal.objects.update(withdrawn_at=None)


def test_its_image_is_sealed_on_the_disk_and_seen_by_its_keepers_alone(client, settings):
    seal = keep()
    [file] = (settings.VAR_DIR / "private" / "seals").iterdir()
    assert not file.read_bytes().startswith(b"\x89PNG")
    address = reverse("admin:community_officialseal_image", args=[seal.pk])
    log_in(client, keeper())
    assert client.get(address).content.startswith(b"\x89PNG")
    assert client.get(reverse("admin:community_officialseal_changelist")).status_code == 200
    assert client.post(address).status_code == 405
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name=READ_ONLY))
    log_in(client, reader)
    for page in (address, reverse("admin:community_officialseal_changelist")):
        assert client.get(page).status_code == 403


def test_a_keeper_uploads_it_in_the_admin(client):
    by = log_in(client, keeper())
    add = reverse("admin:community_officialseal_add")
    assert client.post(add, {"words": "中心章", "image": upload(b"none")}).status_code == 422
    assert client.post(add, {"words": "中心章", "image": upload(png())}).status_code == 302
    assert OfficialSeal.objects.get().uploaded_by == by


def test_the_permission_is_nobodys_by_another_right():
    desk = UserFactory(is_staff=True)
    desk.user_permissions.set(Permission.objects.exclude(codename__in=["keep_officialseal", "release_certificate"]))
    refused("not_allowed", keep, by=User.objects.get(pk=desk.pk))
