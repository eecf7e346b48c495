"""The tiles of "my" page: where a resident's things are, app by app.

An app that lands later adds one function here; it reads the app's selectors.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.models import User


@dataclass(frozen=True, slots=True)
class Card:
    """One tile: a mark, a title, a line about it, and how many wait to be seen."""

    url: str
    icon: str
    title: str | Promise
    text: str | Promise
    count: int = 0


def cards_for(user: User) -> list[Card]:
    """The reader's tiles, most wanted first; one query."""
    return [card for source in SOURCES for card in source(user)]


def room_cards(user: User) -> Iterator[Card]:
    """Bookings, and their calendar."""
    yield Card(reverse("my_bookings"), "list", _("My bookings"), _("Passes, changes, the waiting list, your calendar"))


def account_cards(user: User) -> Iterator[Card]:
    """Messages and the login."""
    unread = user.messages.filter(read_at=None).count()
    yield Card(
        reverse("inbox"),
        "mail",
        _("Messages"),
        ngettext("%(count)d not read yet", "%(count)d not read yet", unread) % {"count": unread}
        if unread
        else _("All read"),
        unread,
    )
    yield Card(reverse("profile"), "user", _("My account"), _("Name, language, password"))
    yield Card(reverse("my_data"), "shield-check", _("My data"), _("See it, download it, or have it deleted"))


SOURCES = (room_cards, account_cards)
