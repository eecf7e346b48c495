"""The number of people at a post, in a pattern and on a shift: at least `minimum`, at most `places`."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MINIMUM_TOO_HIGH = _("The minimum must not exceed the number of places.")


def minimum_within_places(name: str) -> models.CheckConstraint:
    """The constraint of each table with these two columns; `volunteers.rules.plans.check_places` says the same."""
    return models.CheckConstraint(
        condition=Q(places__gte=1, minimum__lte=F("places")), name=name, violation_error_message=MINIMUM_TOO_HIGH
    )
