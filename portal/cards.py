"""The tiles of "my" page, which lead to a resident's things in each app."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import User


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: its URL name, an icon, a title, a description, and a function that counts what is waiting."""

    name: str
    icon: str
    title: str | Promise
    text: str | Promise
    count: Callable[[User], int] = lambda user: 0


@dataclass(frozen=True, slots=True)
class Card:
    """A tile as one reader sees it; see `components/card.html`."""

    url: str
    icon: str
    title: str | Promise
    text: str | Promise
    count: int


def unread_messages(user: User) -> int:
    """The number of unread messages in the inbox."""
    return user.messages.filter(read_at=None).count()


TILES = (
    Tile("my_bookings", "list", _("My bookings"), _("Passes, changes, the waiting list, your calendar")),
    Tile("my_classes", "school", _("My classes"), _("What you, and children in your care, joined")),
    Tile("my_childcare", "baby-carriage", _("Children's room"), _("Care sheets, who may pick up, today's pass")),
    Tile("my_duty", "heart-handshake", _("My duty"), _("Your shifts, cover and swap, hours of service")),
    Tile("my_gifts", "gift", _("My gifts"), _("What you gave, certificates, where the things are now")),
    Tile("inbox", "mail", _("Messages"), _("What the centre told you"), unread_messages),
    Tile("family", "friends", _("My family"), _("Who lives in my household, according to the register")),
    Tile("my_door", "home-heart", _("My door"), _("Your household, your building leader, whom to call")),
    Tile("profile", "user", _("My account"), _("Name, language, password")),
    Tile("my_data", "shield-check", _("My data"), _("See it, download it, or have it deleted")),
)


def cards_for(user: User) -> Iterator[Card]:
    """The reader's tiles, most used first."""
    for tile in TILES:
        yield Card(reverse(tile.name), tile.icon, tile.title, tile.text, tile.count(user))
