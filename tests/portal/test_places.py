"""Where a page belongs among the main places."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from portal.places import nav_links
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def current(path: str, user=None) -> dict[str, str]:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return {link.url: link.current for link in nav_links(request, elder=False) if link.current}


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
    for user, shown in ((StaffFactory(), True), (UserFactory(), False)):
        request = RequestFactory().get("/")
        request.user = user
        assert ("/desk/" in [link.url for link in nav_links(request, elder=False)]) == shown


def test_elder_mode_has_fewer_places():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    few, all_ = ({link.url for link in nav_links(request, elder=elder)} for elder in (True, False))
    assert all_ - few == {reverse("day_grid"), reverse("duty"), reverse("childcare")}


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("make", [AnonymousUser, UserFactory, StaffFactory])
def test_a_phones_bar_has_five_tabs_at_most(make, elder):
    request = RequestFactory().get("/")
    request.user = make()
    tabs = [link.url for link in nav_links(request, elder=elder, tabs=True)]
    assert len(tabs) == 5
    assert ("/leaders/" in tabs) == (not request.user.is_staff)
