"""Helpers for rate limits; each limit counts its own rows."""

from django.db import connection
from django.utils.crypto import salted_hmac


def hashed(client: str, purpose: str) -> str:
    """A client's address as attempts store it: a hash that is stable for each address and purpose."""
    return salted_hmac(purpose, client, algorithm="sha256").hexdigest()


def one_at_a_time(key: str) -> None:
    """Serialize transactions with the same `key`, so that two requests cannot both pass a limit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
