"""Who is recorded as the author of a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from simple_history.models import HistoricalRecords

from community.models import User


@contextmanager
def acting_as(user: User | None) -> Iterator[None]:
    """Record `user` as the author of every history row written inside; None stands for the portal itself.

    Without it, the history names the user who sent the request, who is not always the one a service acts for.
    """
    context = HistoricalRecords.context
    before = getattr(context, "request", None)
    context.request = SimpleNamespace(user=user or AnonymousUser())
    try:
        yield
    finally:
        if before is None:
            del context.request
        else:
            context.request = before


def save_by(record: Model, by: User | None) -> None:
    """Save a record with `by` in its history."""
    with acting_as(by):
        record.save()
