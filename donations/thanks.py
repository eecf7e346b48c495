"""The latest gifts for the foyer's screen, as far as their donors allow."""

from collections.abc import Iterator

from community.registers.foyer import Thanks, register_thanks
from donations import selectors

SHOWN = 2


def newest() -> Iterator[Thanks]:
    """The latest gifts on the wall; three queries."""
    for each in selectors.thanked(selectors.wall_of(None)[:SHOWN]):
        yield Thanks(each.who, each.what)


register_thanks(newest)
