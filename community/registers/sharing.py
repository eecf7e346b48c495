"""Sharing with neighbours: a class, a wish, a notice or a room, as a link with a preview card or as a poster.

An app registers a kind with a function that finds one object by its key, for the poster. Its own page uses the same
`Shared` for the meta tags from which messengers make a preview card.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator

from community.addresses import public_address


def card_image_url(drawing: str) -> str:
    """The absolute URL of a drawing for messengers, which do not show SVG; `script/cards` makes the PNG."""
    return public_address(static(f"cards/{drawing}.png"))


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing to share, in the reader's language. Nothing in it may be private.

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
        """The absolute URL of its page."""
        return public_address(self.path)

    @property
    def summary(self) -> str:
        """The facts and the beginning of the text, for a preview card."""
        return " · ".join(filter(None, [*self.facts, Truncator(self.text).chars(100)]))

    @property
    def image_url(self) -> str:
        """The URL of its picture for a preview card."""
        return card_image_url(self.drawing)

    @property
    def poster(self) -> str:
        """The path of its poster."""
        return reverse("poster", args=[self.kind, self.key])


Find = Callable[[str], Shared | None]

_kinds: dict[str, Find] = {}


def register(kind: str) -> Callable[[Find], Find]:
    """Register the function that finds one object of `kind` by its key, or None; a decorator."""

    def keep(find: Find) -> Find:
        _kinds[kind] = find
        return find

    return keep


def find_shared(kind: str, key: str) -> Shared | None:
    """What the poster of `kind` and `key` shows."""
    find = _kinds.get(kind)
    return find(key) if find else None
