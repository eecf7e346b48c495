"""What the database's constraints on promises mean to people."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from community.errors import Conflict, DomainError


def full() -> DomainError:
    """The refusal for a full shift."""
    return Conflict("full", _("This shift is full. Thank you; another one may need you."))


REFUSALS: dict[str, Callable[[], DomainError]] = {
    "volunteers_assignment_within_places": full,
    "volunteers_assignment_shift_open": lambda: Conflict("called_off", _("This shift is called off.")),
    "volunteers_promise_once": lambda: Conflict("twice", _("This person is already on this shift.")),
    "volunteers_promise_one_place_at_a_time": lambda: Conflict(
        "overlaps", _("At that time this person is on another shift.")
    ),
}
