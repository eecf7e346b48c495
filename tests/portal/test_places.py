"""To which main section a page belongs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from portal.places import nav_links, open_to
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def current(path: str) -> dict[str, str]:
    return {link.url: link.current for link in nav_links(path, open_to(AnonymousUser()), elder=False) if link.current}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", {"/": "page"}),
        ("/rooms/", {"/rooms/": "page"}),
        ("/rooms/music/", {"/rooms/": "true"}),
        ("/rooms/day/", {"/rooms/day/": "page"}),
        ("/bookings/ABC/", {"/my/": "true"}),
        ("/board/", {}),
    ],
)
def test_one_place_holds_the_page(path, expected):
    assert current(path) == expected


def test_the_desk_is_shown_to_its_staff_only():
    assert "desk" in open_to(StaffFactory())
    assert "desk" not in open_to(UserFactory())


def test_elder_mode_has_fewer_places():
    names = open_to(AnonymousUser())
    few, all_ = ({link.url for link in nav_links("/", names, elder=elder)} for elder in (True, False))
    assert all_ - few == {reverse("day_grid"), reverse("duty"), reverse("childcare")}


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("make", [AnonymousUser, UserFactory, StaffFactory])
def test_a_phones_bar_has_five_tabs_at_most(make, elder):
    user = make()
    tabs = [link.url for link in nav_links("/", open_to(user), elder=elder, tabs=True)]
    assert len(tabs) == 5
    assert ("/leaders/" in tabs) == (not user.is_staff)
