"""Today's sessions, for home, the board and the wall."""

from collections.abc import Iterator

from classes import selectors
from community.ranges import Span
from community.registers.happenings import Happening, register


@register
def sessions(span: Span) -> Iterator[Happening]:
    """Each session of an open class; as many queries as are needed for those that are taken."""
    for session in selectors.sessions_in_order(span):
        each = session.interest_class
        yield Happening(session.span, str(each), str(session.reservation.room), each.get_absolute_url())
