"""The main sections of the portal, for the header and the phone's bottom bar."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import User


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A section: its URL name, its icon and label, and the other paths that belong to it.

    `within` are the paths that belong to it; `permission` hides it from others; elder mode only shows those that are
    `essential`; a phone's bar leaves out those that are `wide`, and those that `gives_way` if the reader would have
    more than five.
    """

    name: str
    icon: str
    label: str | Promise
    within: tuple[str, ...] = ()
    permission: str = ""
    essential: bool = True
    wide: bool = False
    gives_way: bool = False


MOST_TABS = 5


PLACES = (
    Place("home", "home", _("Home")),
    Place("rooms_now", "door", _("Rooms"), within=("/book/",)),
    Place("day_grid", "calendar", _("Day view"), essential=False, wide=True),
    Place("class_list", "school", _("Classes")),
    Place("childcare", "baby-carriage", _("Children"), essential=False, wide=True),
    Place("duty", "heart-handshake", _("Duty"), essential=False, wide=True),
    Place("leaders", "home-heart", _("Leaders"), gives_way=True),
    Place("my", "user", _("My page"), within=("/bookings/", "/waiting/", "/accounts/", "/residents/my-door/")),
    Place("desk", "clipboard-list", _("Front desk"), permission="rooms.run_desk"),
)


@dataclass(frozen=True, slots=True)
class NavLink:
    """A section as linked on the reader's page; `current` is the value of aria-current, or empty."""

    url: str
    place: Place
    current: str


def nav_links(path: str, names: Collection[str], *, elder: bool, tabs: bool = False) -> tuple[NavLink, ...]:
    """Links to the sections of these names, the one that contains `path` marked; `tabs` for a phone's bar."""
    places = _shown(tuple(names), elder, tabs)
    holds = {
        prefix: place
        for place, url in places
        for prefix in (url, *place.within)
        if prefix != "/" and path.startswith(prefix)
    }
    here = holds[max(holds, key=len)] if holds else None
    return tuple(
        NavLink(url, place, "page" if path == url else "true" if place is here else "") for place, url in places
    )


@lru_cache(maxsize=100)
def _shown(names: tuple[str, ...], elder: bool, tabs: bool) -> list[tuple[Place, str]]:
    """The sections with their addresses, which every page needs and which never change."""
    wanted = (place for place in PLACES if place.name in names)
    places = [(place, reverse(place.name)) for place in wanted if place.essential or not elder]
    if tabs:
        places = [(place, url) for place, url in places if not place.wide]
        if len(places) > MOST_TABS:
            places = [(place, url) for place, url in places if not place.gives_way]
    return places


def open_to(user: User | AnonymousUser) -> tuple[str, ...]:
    """The names of the sections that the reader has permission for."""
    # Only staff hold permissions; checking those of residents would cost two queries.
    return tuple(
        place.name for place in PLACES if not place.permission or (user.is_staff and user.has_perm(place.permission))
    )
