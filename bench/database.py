"""A database of the bench's own, beside the portal's."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection


@contextmanager
def own_database(scale: int) -> Iterator[None]:
    """A new database for a while; the connection of this process is to it."""
    usual = settings.DATABASES["default"]["NAME"]
    name = f"{usual}_bench_{scale}"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted}")
    _connect_to(name)
    call_command("migrate", verbosity=0)
    try:
        yield
    finally:
        _connect_to(usual)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _connect_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def database_url() -> str:
    """Where a process of its own finds it."""
    chosen = connection.settings_dict
    folder = chosen["OPTIONS"].get("host")
    if folder:
        return f"postgres://{chosen['USER']}@/{chosen['NAME']}?host={quote(folder, safe='')}"
    server = f"{chosen['HOST']}:{chosen['PORT'] or 5432}"
    return f"postgres://{chosen['USER']}:{chosen['PASSWORD']}@{server}/{chosen['NAME']}"
