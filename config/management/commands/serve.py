"""`manage.py serve`: everything that `script/server` runs, from the database to gunicorn."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

import psutil
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from community.models import Centre
from config import embedded_postgres, environment, supervision

RUN_DIR: Path = settings.VAR_DIR / "run"
RESTART_PAUSE = 2.0
STOP_SECONDS = 10.0


class Command(BaseCommand):
    help = "Prepare the database and files, then serve and work until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        lock = _only_one()
        self.address = f"{environment.HOST}:{environment.PORT}"
        # Never written to: the children notice when the end that only this process holds is closed.
        self.pipe, _held = os.pipe()
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signal_number, self._asked_to_stop)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False
        _stop_left_over()
        try:
            _require_free_port()
            self._prepare()
            self._supervise()
        finally:
            self._stop()
            lock.close()

    def _prepare(self) -> None:
        # First of all: the demo's messages are written in these words.
        self._say("Compiling translations")
        call_command("compile_translations")
        self._say("Bringing the database up to date")
        call_command("migrate", verbosity=0)
        if not settings.PRODUCTION and not Centre.objects.exists():
            self._say("Loading the demo community")
            call_command("load_demo")
        if _changed_since_last("static", _static_fingerprint()):
            self._say("Collecting static files")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            _remember("static", _static_fingerprint())

    def _supervise(self) -> None:
        self._say("Starting the web server and the background worker")
        while not self.stopping:
            for name, command in self._commands().items():
                child = self.children.get(name)
                if child is None or child.poll() is not None:
                    if child is not None:
                        self._say(f"The {name} stopped; starting it again")
                        _ensure_database()
                        time.sleep(RESTART_PAUSE)
                    self.children[name] = self._launch(command)
                    (RUN_DIR / f"{name}.pid").write_text(str(self.children[name].pid))
                    if len(self.children) == len(self._commands()) and child is None:
                        self._welcome()
            time.sleep(0.5)

    def _launch(self, command: list[str]) -> subprocess.Popen[bytes]:
        told = os.environ | {supervision.PIPE_VARIABLE: str(self.pipe)}
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=told, pass_fds=[self.pipe], start_new_session=True)

    def _commands(self) -> dict[str, list[str]]:
        python = sys.executable
        return {
            "worker": [python, "manage.py", "worker"],
            "web server": [
                python,
                "-m",
                "gunicorn",
                "--config",
                "config/gunicorn.py",
                "--bind",
                self.address,
                "config.wsgi",
            ],
        }

    def _welcome(self) -> None:
        self._say(f"Last Metre is at http://{self.address}/")
        if not settings.PRODUCTION:
            from config.management.commands.load_demo import LOGINS, PASSWORD

            for phone, role in LOGINS.items():
                self.stdout.write(f"    {role:<14} {phone}  {PASSWORD}")
        self.stdout.write("    Ctrl-C stops everything.")
        self.stdout.flush()

    def _asked_to_stop(self, *args: Any) -> None:
        self.stopping = True

    def _stop(self) -> None:
        if self.children:
            self._say("Stopping")
        for child in self.children.values():
            _end(child.pid)
        if not environment.DATABASE_URL:
            embedded_postgres.stop(settings.VAR_DIR / "postgres")

    def _say(self, text: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(f"==> {text}"))
        self.stdout.flush()


def _only_one() -> TextIO:
    """Hold `var/run/lock` for as long as this process lives; a kill gives it back."""
    RUN_DIR.mkdir(parents=True, exist_ok=True)
    lock = (RUN_DIR / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(f"The portal of {settings.VAR_DIR} runs already.") from error
    return lock


def _require_free_port() -> None:
    """Say in one line that the port is in use, rather than let gunicorn try it for ever."""
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


def _ensure_database() -> None:
    """Start the embedded PostgreSQL again where it was killed."""
    if not environment.DATABASE_URL:
        embedded_postgres.ensure_running(settings.VAR_DIR / "postgres")


def _stop_left_over() -> None:
    """End what an earlier run left behind when it was killed."""
    for path in RUN_DIR.glob("*.pid"):
        pid = int(path.read_text() or 0)
        try:
            ours = any("manage.py" in part or "gunicorn" in part for part in psutil.Process(pid).cmdline())
        except psutil.Error:
            ours = False
        if ours:
            _end(pid)
        path.unlink()


def _end(pid: int) -> None:
    """Ask a process and its children to stop, and insist after a while."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        process.terminate()
    except psutil.NoSuchProcess:
        return
    _gone, alive = psutil.wait_procs(family, timeout=STOP_SECONDS)
    for process in alive:
        process.kill()


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
