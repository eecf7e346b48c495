"""What neighbours pass on to each other: a class, a wish, a notice, a room, as a link with a card, or as a poster.

An app registers a kind with a function that finds one of it by its key, for the poster; its
own page shows the same `Shared` as the tags that make a forwarded link a card.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator


def card_image_url(drawing: str) -> str:
    """The absolute address of a drawing as messengers show it: not as SVG; `script/cards` makes the PNG."""
    return settings.SITE_URL + static(f"cards/{drawing}.png")


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing to pass on, in the reader's language. Nothing in it may be private.

    `facts` are lines such as when and where; `drawing` is one of `community.enums.Drawing`.
    """

    kind: str
    key: str
    title: str
    text: str
    path: str
    drawing: str
    facts: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Its page, as others reach it."""
        return settings.SITE_URL + self.path

    @property
    def summary(self) -> str:
        """The facts and the beginning of the text, for a card."""
        return " · ".join(filter(None, [*self.facts, Truncator(self.text).chars(100)]))

    @property
    def image_url(self) -> str:
        """Its picture for a card."""
        return card_image_url(self.drawing)

    @property
    def poster(self) -> str:
        """The path of its poster."""
        return reverse("poster", args=[self.kind, self.key])


Find = Callable[[str], Shared | None]

_kinds: dict[str, Find] = {}


def register(kind: str) -> Callable[[Find], Find]:
    """Decorate the function that finds one thing of `kind` by its key, None where there is none to show."""

    def keep(find: Find) -> Find:
        _kinds[kind] = find
        return find

    return keep


def find_shared(kind: str, key: str) -> Shared | None:
    """What the poster of `kind` and `key` is about."""
    find = _kinds.get(kind)
    return find(key) if find else None
