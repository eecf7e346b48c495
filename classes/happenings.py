"""Today's sessions, for home, the board and the wall."""

from collections.abc import Iterator

from classes import selectors
from community.ranges import Span
from community.registers.happenings import Happening, register

# Only the columns that are shown: the tables are wide, and home queries them again after every change.
SAID = (
    "starts_at",
    "ends_at",
    "interest_class__name",
    "interest_class__name_en",
    "reservation__room__name",
    "reservation__room__name_en",
)


@register
def sessions(span: Span) -> Iterator[Happening]:
    """Each session of an open class, read in batches as they are consumed."""
    for session in selectors.sessions_in_order(span, only=SAID):
        each = session.interest_class
        yield Happening(session.span, str(each), str(session.reservation.room), each.get_absolute_url())
