"""The latest gifts for the foyer's screen, as far as their donors allow."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from community.registers.foyer import Thanks, register_thanks
from donations import selectors

SHOWN = 2


def newest() -> Iterator[Thanks]:
    """The latest gifts on the wall; three queries."""
    for each in selectors.thanked(selectors.wall_of(None)[:SHOWN]):
        # Within a sentence: thank you, so-and-so, for two books.
        yield Thanks(each.who, pgettext("thank you for", "%(things)s") % {"things": each.what})


register_thanks(newest)
