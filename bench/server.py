"""The measured server, and the memory of its processes."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.conf import settings

from bench.client import Address
from bench.database import database_url

PYTHON = sys.executable
MEGABYTE = 1024 * 1024


@contextmanager
def gunicorn() -> Iterator[Address]:
    """The web server alone, as run by `script/server`."""
    address = _free_address()
    bind = f"{address[0]}:{address[1]}"
    arguments = ["--config", "config/gunicorn.py", "--bind", bind, "config.wsgi"]
    with _running([PYTHON, "-m", "gunicorn", *arguments], address):
        yield address


@contextmanager
def whole_portal() -> Iterator[tuple[Address, psutil.Process]]:
    """Everything that `script/server` runs except PostgreSQL; yields the address and the supervising process."""
    address = _free_address()
    (_folder() / "run").mkdir(parents=True, exist_ok=True)
    with (_folder() / "run" / "bench.lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        command = [PYTHON, "-m", "config.supervisor", str(lock.fileno())]
        with _running(command, address, keep=lock.fileno()) as process:
            yield address, psutil.Process(process.pid)


def weights(supervisor: psutil.Process) -> dict[str, float]:
    """Megabytes (PSS) of each running part of the portal, in which shared memory is divided among its users."""
    found = {"supervisor": _weight(supervisor), "worker": 0.0, "web server": 0.0}
    worker = int((_folder() / "run" / "worker.pid").read_text())
    for process in supervisor.children(recursive=True):
        found["worker" if process.pid == worker else "web server"] += _weight(process)
    return found


def _weight(process: psutil.Process) -> float:
    return float(process.memory_full_info().pss) / MEGABYTE


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "bench"


def _free_address() -> Address:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address: Address = probe.getsockname()
    return address


@contextmanager
def _running(command: list[str], address: Address, keep: int | None = None) -> Iterator[subprocess.Popen[bytes]]:
    chosen = {
        "VAR_DIR": str(_folder()),
        "SECRET_KEY": settings.SECRET_KEY,
        "RESIDENT_KEYS": ",".join(settings.RESIDENT_KEYS),
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "HOST": address[0],
        "PORT": str(address[1]),
    }
    environment = os.environ | chosen
    collect = [PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=environment, check=True)
    process = subprocess.Popen(command, env=environment, pass_fds=[] if keep is None else [keep])
    try:
        _wait_for(address)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: Address) -> None:
    for _attempt in range(300):
        try:
            web = http.client.HTTPConnection(*address, timeout=5)
            web.request("GET", "/healthz")
            web.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("gunicorn did not start")
