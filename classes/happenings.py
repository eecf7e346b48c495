"""Today's sessions, for home, the board and the wall."""

from collections.abc import Iterator

from django.urls import reverse

from classes import selectors
from community.ranges import Span
from community.registers.happenings import Happening, register


@register
def sessions(span: Span) -> Iterator[Happening]:
    """Each session of an open class, read in batches as they are consumed."""
    for each in selectors.sessions_in_order(span):
        yield Happening(each.span, each.name, each.room, reverse("class_page", args=[each.class_pk]))
