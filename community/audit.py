"""Who signs the history of a record."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from simple_history.models import HistoricalRecords

from community.models import User


@contextmanager
def acting_as(user: User | None) -> Iterator[None]:
    """Sign every history row that is written inside with `user`; None is the portal itself.

    Without it a row bears the name of whoever sent the request, who need not be the one in whose name a service acts.
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
