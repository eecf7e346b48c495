"""`python -m config.supervisor FD`: what remains of `manage.py serve` once everything is prepared.

It starts gunicorn, which runs the web server and the worker, brings it and the embedded PostgreSQL back when they die,
and stops everything. It imports neither Django's settings nor a model, to save memory; `manage.py serve` replaces
itself with it, and passes the lock of `var/run` as an open file.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from config import embedded_postgres, environment, supervision

RUN_DIR = environment.VAR_DIR / "run"
POSTGRES = environment.VAR_DIR / "postgres"
WELCOME = RUN_DIR / "welcome"  # printed once everything runs
RESTART_PAUSE = 2.0
STOP_SECONDS = 10.0
LOOK_AROUND = 1.0  # seconds
PYTHON = sys.executable
# glibc gives each thread its own heap, which would grow with every request and never be released.
FRUGAL = {"MALLOC_ARENA_MAX": "2"}


class Supervisor:
    """Runs the web server and the worker."""

    def __init__(self) -> None:
        self.address = f"{environment.HOST}:{environment.PORT}"
        # Never written to: the children notice when this process's end is closed.
        self.pipe, _held = os.pipe()
        self.gunicorn: subprocess.Popen[bytes]
        self.stopping = False
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signal_number, self._asked_to_stop)

    def run(self) -> None:
        """Run until told to stop."""
        say("Starting the web server and the background worker")
        try:
            self._launch()
            self._welcome()
            while not self.stopping:
                time.sleep(LOOK_AROUND)
                self._bring_back_the_dead()
        finally:
            self._stop()

    def _launch(self) -> None:
        options = ["--config", "config/gunicorn.py", "--bind", self.address]
        self.gunicorn = subprocess.Popen(
            [PYTHON, "-m", "gunicorn", *options, "config.wsgi"],
            cwd=environment.BASE_DIR,
            env=FRUGAL | os.environ | {supervision.PIPE_VARIABLE: str(self.pipe)},
            pass_fds=[self.pipe],
            start_new_session=True,
        )
        (RUN_DIR / "web server.pid").write_text(str(self.gunicorn.pid))

    def _bring_back_the_dead(self) -> None:
        if not environment.DATABASE_URL:
            embedded_postgres.ensure_running(POSTGRES)
        if self.gunicorn.poll() is not None and not self.stopping:
            say("The web server stopped; starting it again")
            time.sleep(RESTART_PAUSE)
            self._launch()

    def _welcome(self) -> None:
        say(f"Last Metre is at http://{self.address}/")
        if WELCOME.exists():
            sys.stdout.write(WELCOME.read_text())
        sys.stdout.write("    Ctrl-C stops everything.\n")
        sys.stdout.flush()

    def _asked_to_stop(self, *args: object) -> None:
        self.stopping = True

    def _stop(self) -> None:
        say("Stopping")
        end(self.gunicorn.pid)
        if not environment.DATABASE_URL:
            embedded_postgres.stop(POSTGRES)


def end(pid: int) -> None:
    """Ask a process and its children to stop, and kill them after a while."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        process.terminate()
    except psutil.NoSuchProcess:
        return
    _gone, alive = psutil.wait_procs(family, timeout=STOP_SECONDS)
    for process in alive:
        process.kill()


def say(text: str) -> None:
    """Print a line for whoever started the portal."""
    bold, plain = ("\033[36;1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    sys.stdout.write(f"{bold}==> {text}{plain}\n")
    sys.stdout.flush()


def become(lock: int) -> None:
    """Replace the running program with this one, passing on the open lock file."""
    os.set_inheritable(lock, True)
    sys.stdout.flush()
    os.chdir(environment.BASE_DIR)
    os.execv(PYTHON, [PYTHON, "-m", "config.supervisor", str(lock)])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    held = int(sys.argv[1])
    os.set_inheritable(held, False)  # the children must not inherit the lock
    Path(RUN_DIR).mkdir(parents=True, exist_ok=True)
    Supervisor().run()
