"""What the booking pages share: statuses of refusals, and addresses of slots."""

from typing import cast
from urllib.parse import urlencode

from django.urls import reverse

from community.errors import DomainError
from community.ranges import Span
from rooms.availability import Alternative
from rooms.forms import wall_clock

# The world changed under the reader's feet; the request itself was fine.
CONFLICTS = frozenset({"already_waiting", "bad_state", "is_free", "offer_lapsed", "taken"})


def status_of(error: DomainError) -> int:
    """409 where somebody was faster, 422 where a rule forbids what was asked."""
    return 409 if error.code in CONFLICTS else 422


def slot_url(name: str, *args: object, span: Span, people: int, **more: object) -> str:
    """The address of a booking page that opens with a slot already chosen; `more` is added to the query."""
    query = {"start": wall_clock(span.start), "end": wall_clock(span.end), "party_size": people, **more}
    return f"{reverse(name, args=args)}?{urlencode(query)}"


def nearest_free(error: DomainError) -> list[Alternative]:
    """The free times that came with a `taken` error."""
    return cast(list[Alternative], error.details["alternatives"])
