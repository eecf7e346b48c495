"""`manage.py serve`: everything that `script/server` runs, from the database to gunicorn.

It prepares everything, and then replaces itself with `config.supervisor`, which needs a tenth of the memory.
"""

import fcntl
import signal
import socket
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

import psutil
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from community.models import Centre
from config import embedded_postgres, environment, supervisor
from config.supervisor import RUN_DIR


class Command(BaseCommand):
    help = "Prepare the database and files, then serve and work until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        lock = _only_one()
        signal.signal(signal.SIGTERM, lambda *_asked: sys.exit(128 + signal.SIGTERM))
        _stop_left_over()
        try:
            _require_free_port()
            self._prepare()
        except BaseException as error:
            if not environment.DATABASE_URL:
                embedded_postgres.stop(settings.VAR_DIR / "postgres")
            if isinstance(error, KeyboardInterrupt):
                sys.exit(128 + signal.SIGINT)
            raise
        supervisor.become(lock.fileno())

    def _prepare(self) -> None:
        # First, because the demo data is written with these translations.
        supervisor.say("Compiling translations")
        call_command("compile_translations")
        supervisor.say("Bringing the database up to date")
        call_command("migrate", verbosity=0)
        if not settings.PRODUCTION and not Centre.objects.exists():
            supervisor.say("Loading the demo community")
            call_command("load_demo")
        if _changed_since_last("static", _static_fingerprint()):
            supervisor.say("Collecting static files")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            _remember("static", _static_fingerprint())
        supervisor.WELCOME.write_text("" if settings.PRODUCTION else _logins())


def _logins() -> str:
    """The demo logins, one per line."""
    from config.management.commands.load_demo import LOGINS, PASSWORD  # noqa: PLC0415 - of no use to production

    return "".join(f"    {role:<14} {phone}  {PASSWORD}\n" for phone, role in LOGINS.items())


def _only_one() -> TextIO:
    """Lock `var/run/lock` for as long as this process lives; the lock ends with the process, even if it is killed."""
    RUN_DIR.mkdir(parents=True, exist_ok=True)
    lock = (RUN_DIR / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(f"The portal of {settings.VAR_DIR} runs already.") from error
    return lock


def _require_free_port() -> None:
    """Report in one line that the port is in use, because gunicorn would retry for ever."""
    try:
        [(family, kind, _protocol, _name, address), *_rest] = socket.getaddrinfo(
            environment.HOST.strip("[]"), environment.PORT, type=socket.SOCK_STREAM
        )
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        where = f"{environment.HOST}:{environment.PORT}"
        raise CommandError(f"Nothing can listen on {where}: {error.strerror}. Set HOST and PORT.") from error


def _stop_left_over() -> None:
    """Stop processes of an earlier run that was killed."""
    for path in RUN_DIR.glob("*.pid"):
        pid = int(path.read_text() or 0)
        try:
            ours = any("manage.py" in part or "gunicorn" in part for part in psutil.Process(pid).cmdline())
        except psutil.Error:
            ours = False
        if ours:
            supervisor.end(pid)
        path.unlink()


def _static_fingerprint() -> str:
    files = [
        (path, Path(storage.path(path)).stat().st_mtime_ns)
        for finder in get_finders()
        for path, storage in finder.list(["CVS", ".*", "*~"])
    ]
    return sha256(repr(sorted(files)).encode()).hexdigest()


def _changed_since_last(name: str, fingerprint: str) -> bool:
    path = RUN_DIR / f"{name}.done"
    return not path.exists() or path.read_text() != fingerprint


def _remember(name: str, fingerprint: str) -> None:
    (RUN_DIR / f"{name}.done").write_text(fingerprint)
