"""Sharing: preview cards in messengers, posters, a page for each notice."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from classes.enums import ClassState, ProposalState
from classes.models import Proposal
from community.demo import load_centre
from community.enums import Drawing
from community.models import Notice
from community.registers.sharing import Shared, find_shared
from tests.factories import RoomFactory, UserFactory, make_class, make_proposal

pytestmark = pytest.mark.django_db

STATIC = Path(settings.BASE_DIR) / "static"


def made() -> dict[str, tuple[str, str]]:
    """One of each kind: its key, and its page."""
    notice = Notice.objects.create(title="周五停水", body="上午九点到十一点")
    room, course, wish = RoomFactory(name="书画室"), make_class(), make_proposal(by=UserFactory(name="王秀兰"))
    return {
        "notice": (str(notice.pk), notice.get_absolute_url()),
        "room": (room.slug, room.get_absolute_url()),
        "class": (str(course.pk), course.get_absolute_url()),
        "wish": (str(wish.pk), wish.get_absolute_url()),
    }


def property_of(page: str, name: str) -> str:
    [found] = re.findall(rf'<meta property="og:{name}" content="([^"]*)">', page)
    return found


@pytest.mark.parametrize("kind", ["notice", "room", "class", "wish"])
def test_a_page_is_a_card_and_offers_to_be_passed_on(client, kind):
    key, path = made()[kind]
    page = client.get(path).content.decode()
    shared = find_shared(kind, key)
    assert isinstance(shared, Shared)
    assert property_of(page, "title") == shared.title
    assert property_of(page, "url") == settings.SITE_URL + path
    assert property_of(page, "image") == shared.image_url
    assert f'data-url="{settings.SITE_URL}{path}"' in page
    assert f'href="{shared.poster}"' in page


@pytest.mark.parametrize("kind", ["notice", "room", "class", "wish"])
def test_a_poster_tells_it_on_paper_with_a_code(client, kind):
    load_centre()
    key, _path = made()[kind]
    page = client.get(reverse("poster", args=[kind, key])).content.decode()
    assert find_shared(kind, key).title in page
    assert "王秀兰" not in page
    code = client.get(reverse("poster_qr", args=[kind, key]))
    assert code["Content-Type"] == "image/svg+xml"
    for name in ("poster", "poster_qr"):
        assert client.post(reverse(name, args=[kind, key])).status_code == 405


def test_what_is_not_public_has_neither_card_nor_poster(client):
    course, wish = make_class(), make_proposal()
    course.state, wish.state = ClassState.CANCELLED, ProposalState.WITHDRAWN
    type(course).objects.filter(pk=course.pk).update(state=course.state)
    Proposal.objects.filter(pk=wish.pk).update(state=wish.state)
    later = Notice.objects.create(title="还没开始", starts_at=timezone.now() + timedelta(days=1))
    gone = RoomFactory(is_active=False)
    for kind, key in (
        ("class", course.pk),
        ("wish", wish.pk),
        ("notice", later.pk),
        ("room", gone.slug),
        ("x", "1"),
        ("class", "x"),
    ):
        for name in ("poster", "poster_qr"):
            assert client.get(reverse(name, args=[kind, key])).status_code == 404
    assert client.get(later.get_absolute_url()).status_code == 404


def test_a_notice_that_is_over_can_still_be_read_by_its_link(client):
    now = timezone.now()
    over = Notice.objects.create(title="已经结束", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    response = client.get(over.get_absolute_url())
    assert response.status_code == 200
    assert response.context["is_over"]
    assert client.post(over.get_absolute_url()).status_code == 405


def test_notices_lead_to_their_pages(client):
    notice = Notice.objects.create(title="周五停水")
    for address in ("/", "/board/"):
        assert f'href="{notice.get_absolute_url()}"' in client.get(address).content.decode()


def test_other_pages_are_a_card_of_the_centre(client):
    centre = load_centre()
    page = client.get("/").content.decode()
    assert property_of(page, "title") == centre.name
    assert property_of(page, "image").startswith(settings.SITE_URL)


@pytest.mark.parametrize("drawing", Drawing.values)
def test_every_drawing_has_a_picture_for_messengers(drawing):
    with Image.open(STATIC / "cards" / f"{drawing}.png") as card:
        assert card.size == (600, 600)
    assert (STATIC / "cards" / f"{drawing}.png").stat().st_size < 64 * 1024
