"""Gifts from neighbours, for a room's page."""

from collections.abc import Iterator

from community.registers.room_stories import Story, register
from donations import selectors


@register
def given(room: int) -> Iterator[Story]:
    """The donated things in a room, with donors as far as they allow."""
    for what, who, url in selectors.given_to_room(room):
        yield Story(what, who, url)
