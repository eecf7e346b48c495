"""What the constraints of the children's room mean to people."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from community.errors import Conflict, DomainError


def in_already() -> DomainError:
    """The refusal for a child that is inside already."""
    return Conflict("in_already", _("This child is already inside."))


def _full() -> DomainError:
    return Conflict("full", _("All places are taken."))


def _no_carers() -> DomainError:
    return Conflict("no_carers", _("Too many children for the carers who are here."))


def _two_carers() -> DomainError:
    return Conflict("two_carers", _("With a child inside there must be two carers, of different households."))


def _in_breach() -> DomainError:
    return Conflict("in_breach", _("There are too few carers inside at the moment: nobody can be taken in."))


def _signed_on() -> DomainError:
    return Conflict("signed_on", _("This carer is already signed on."))


def _handed_over() -> DomainError:
    return Conflict("already_out", _("This child has already been picked up."))


REFUSALS: dict[str, Callable[[], DomainError]] = {
    "childcare_in_once": in_already,
    "childcare_within_places": _full,
    "childcare_within_points": _no_carers,
    "childcare_two_carers": _two_carers,
    "childcare_in_breach": _in_breach,
    "childcare_session_is_play": lambda: Conflict(
        "is_play", _("An adult of the family stays, so no child is left here.")
    ),
    "childcare_session_called_off": lambda: Conflict("still_inside", _("There are still children inside.")),
    "childcare_duty_one_at_a_time": _signed_on,
    "childcare_picked_up_once": _handed_over,
    "childcare_waiting_once": lambda: Conflict("waits_already", _("This family is already waiting.")),
    "childcare_consent_once": lambda: Conflict("given_already", _("This consent has already been given.")),
}
