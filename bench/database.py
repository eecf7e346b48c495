"""The bench's own database, beside the portal's."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection

USUAL = settings.DATABASES["default"]["NAME"]


@contextmanager
def own_database(scale: int) -> Iterator[None]:
    """Connect this process to a new temporary database."""
    name, template = f"{USUAL}_bench_{scale}", _migrated()
    _make(name, template)
    _connect_to(name)
    try:
        yield
    finally:
        _drop(name)


@cache
def _migrated() -> str:
    """The name of an empty migrated database, which is copied for each scale, because migrating takes longer than
    loading.
    """
    name = f"{USUAL}_bench"
    _make(name, "template1")
    _connect_to(name)
    call_command("migrate", verbosity=0)
    _connect_to(USUAL)
    atexit.register(_drop, name)
    return name


def _make(name: str, template: str) -> None:
    quoted, copied = connection.ops.quote_name(name), connection.ops.quote_name(template)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE {copied}")


def _drop(name: str) -> None:
    _connect_to(USUAL)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


def _connect_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def database_url() -> str:
    """The database's URL, for separate processes."""
    chosen = connection.settings_dict
    folder = chosen["OPTIONS"].get("host")
    if folder:
        return f"postgres://{chosen['USER']}@/{chosen['NAME']}?host={quote(folder, safe='')}"
    server = f"{chosen['HOST']}:{chosen['PORT'] or 5432}"
    return f"postgres://{chosen['USER']}:{chosen['PASSWORD']}@{server}/{chosen['NAME']}"
