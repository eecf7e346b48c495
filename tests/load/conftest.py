"""Gunicorn with several workers on the tests' own database."""

import fcntl
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture(scope="session")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the collected static files, which takes a while."""
    folder = tmp_path_factory.mktemp("var")
    chosen = os.environ | {"VAR_DIR": str(folder), "DATABASE_URL": "postgres://nobody@localhost/none"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=chosen, check=True)
    return folder


@pytest.fixture
def only_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One such server at a time: two, of tests side by side, want more connections than PostgreSQL has."""
    with (tmp_path_factory.getbasetemp().parent / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def address(var_dir: Path, only_server: None) -> Iterator[tuple[str, int]]:
    """Gunicorn with three processes of as many threads as a centre has, on the tests' own database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
    chosen = {"DATABASE_URL": url_of_test_database(), "SECRET_KEY": settings.SECRET_KEY, "VAR_DIR": str(var_dir)}
    # The server must be able to read what the tests encrypt and hash.
    chosen["RESIDENT_KEYS"] = ",".join(settings.RESIDENT_KEYS)
    environment = os.environ | chosen | {"WEB_WORKERS": "3"}
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", f"{host}:{port}"]
    gunicorn = subprocess.Popen([*command, "config.wsgi"], cwd=settings.BASE_DIR, env=environment)
    try:
        _wait_for(host, port)
        yield host, port
    finally:
        gunicorn.terminate()
        gunicorn.wait(20)


def url_of_test_database() -> str:
    """The URL of the test database, for separate processes."""
    chosen = connection.settings_dict
    folder = chosen["OPTIONS"].get("host")  # of the Unix socket
    if folder:
        return f"postgres://{settings.SERVING_ROLE or chosen['USER']}@/{chosen['NAME']}?host={quote(folder, safe='')}"
    login = f"{quote(chosen['USER'])}:{quote(chosen['PASSWORD'])}"
    return f"postgres://{login}@{chosen['HOST']}:{chosen['PORT'] or 5432}/{chosen['NAME']}"


def _wait_for(host: str, port: int) -> None:
    deadline = time.monotonic() + 90
    while True:
        try:
            client = http.client.HTTPConnection(host, port, timeout=5)
            client.request("GET", "/healthz")
            assert client.getresponse().status == 200
        except OSError:
            assert time.monotonic() < deadline, "gunicorn did not start"
            time.sleep(0.1)
        else:
            return
