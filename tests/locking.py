"""Which rows a service locks: two concurrent calls meet at the first lock, so the order is a rule of its own."""

import re
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

LOCKING = re.compile(r'FROM "(\w+)".* FOR (?:NO KEY )?UPDATE')


def locked(verb: Callable[[], object]) -> list[str]:
    """The tables whose rows a service locks, in the order of the first lock on each."""
    with CaptureQueriesContext(connection) as asked:
        verb()
    found = [LOCKING.search(each["sql"]) for each in asked]
    return list(dict.fromkeys(each[1] for each in found if each))
