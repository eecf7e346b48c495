"""A database of the bench's own, beside the portal's.

Migrating an empty one takes a minute; it is kept, and copied until a migration is added.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


@contextmanager
def own_database(scale: int) -> Iterator[None]:
    """A new database for a while; the connection of this process is to it."""
    usual = settings.DATABASES["default"]["NAME"]
    name, empty = f"{usual}_bench_{scale}", _migrated(usual)
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE {connection.ops.quote_name(empty)}")
    _connect_to(name)
    try:
        yield
    finally:
        _connect_to(usual)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _migrated(usual: str) -> str:
    """The name of an empty database with today's tables; made where it is not there, and older ones go."""
    migrations = sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    name = f"{usual}_bench_of_{sha256(repr(migrations).encode()).hexdigest()[:12]}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{usual}_bench_of_"])
        found = {each for (each,) in cursor.fetchall()}
        for each in found - {name}:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(each)} WITH (FORCE)")
        if name in found:
            return name
        fresh = f"{usual}_bench_fresh"
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(fresh)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(fresh)}")
    _connect_to(fresh)
    call_command("migrate", verbosity=0)
    _connect_to(usual)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {connection.ops.quote_name(fresh)} RENAME TO {connection.ops.quote_name(name)}")
    return name


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
