"""What classes keep about a user; see `community.personal_data`."""

from typing import Any

from classes import services
from classes.models import Enrolment
from community.models import User


def export(user: User) -> list[dict[str, Any]]:
    """Every enrolment, past ones too."""
    return list(map(dict, user.enrolments.values("interest_class__name", "state", "created_at", "changed_at")))


def erase(user: User) -> None:
    """Give seats back, so that the next in line come in; then the enrolments and their history go."""
    for enrolment in Enrolment.objects.active().of(user).select_related("interest_class", "user"):
        services.withdraw(enrolment=enrolment, by=user)
    user.enrolments.all().delete()
    # Last, for deleting writes history too.
    Enrolment.history.filter(user_id=user.pk).delete()
    user.taught.update(teacher=None)
