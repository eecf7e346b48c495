"""What limits on attempts share; each limit counts its own rows."""

from django.db import connection
from django.utils.crypto import salted_hmac


def hashed(client: str, purpose: str) -> str:
    """A client's address as attempts keep it: the same for the same address and purpose, and telling nothing else."""
    return salted_hmac(purpose, client, algorithm="sha256").hexdigest()


def one_at_a_time(key: str) -> None:
    """Let whoever holds `key` finish its transaction first, so that two requests do not both pass a count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
