"""`manage.py serve`, the core of `script/server`, run for real: start, stop, and recovery from any kill."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

START_SECONDS = 180.0  # the first start migrates an empty database, beside other tests
# An idle machine needs less than 5 s; here other tests share the cores.
SECOND_START_SECONDS = 15.0


class Server:
    """One portal with a folder and a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.var = folder / "var"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = folder / "server.log"

    def start(self) -> float:
        """Start and wait for the first answer; how many seconds that took."""
        started = time.monotonic()
        # Empty, not absent: a .env file must not lead the test to somebody's database.
        chosen = {"VAR_DIR": str(self.var), "PORT": str(self.port), "DATABASE_URL": "", "ENVIRONMENT": "development"}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=settings.BASE_DIR,
                env=os.environ | chosen,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_for(lambda: "Ctrl-C" in self.log.read_text() and self.is_healthy())
        return time.monotonic() - started

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(30) == 0

    def is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not condition():
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
            time.sleep(0.1)

    def pid_of(self, name: str) -> int:
        """`worker` or `web server`, as the supervisor wrote it down; or `postgres`. 0 while it is down."""
        path = self.var / "postgres/postmaster.pid" if name == "postgres" else self.var / f"run/{name}.pid"
        return int(path.read_text().split()[0]) if path.exists() else 0

    def left_over(self) -> list[str]:
        """What still runs of this portal."""
        found = []
        for process in psutil.process_iter():
            try:
                words = " ".join(process.cmdline())
                ours = str(self.var) in words or process.environ().get("VAR_DIR") == str(self.var)
            except psutil.Error:
                continue
            if ours:
                found.append(words)
        return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    if server.process.poll() is None:
        server.stop()


def test_start_ends_with_address_and_logins(server: Server) -> None:
    shown = server.log.read_text()
    assert f"http://127.0.0.1:{server.port}/" in shown
    assert re.search(r"administrator +13800000003 +\S+", shown)


def test_ctrl_c_stops_everything_and_the_next_start_is_quick(server: Server) -> None:
    server.stop()
    assert server.left_over() == []
    assert server.start() < SECOND_START_SECONDS
    assert "Loading the demo" not in server.log.read_text()


@pytest.mark.parametrize("part", ["worker", "web server", "postgres"])
def test_a_killed_part_comes_back(server: Server, part: str) -> None:
    killed = server.pid_of(part)
    os.kill(killed, signal.SIGKILL)
    server.wait_for(lambda: not psutil.pid_exists(killed) or psutil.Process(killed).status() == psutil.STATUS_ZOMBIE)
    server.wait_for(lambda: server.pid_of(part) not in (0, killed))
    server.wait_for(server.is_healthy)


def test_a_killed_supervisor_takes_its_children_along(server: Server) -> None:
    parts = ("worker", "web server")
    server.wait_for(lambda: all(psutil.pid_exists(server.pid_of(part)) for part in parts))  # after the test before
    children = [server.pid_of(part) for part in parts]
    family = [each for pid in children for each in (psutil.Process(pid), *psutil.Process(pid).children())]
    server.process.kill()
    server.process.wait()
    killed = time.monotonic()
    _gone, alive = psutil.wait_procs(family, timeout=15)
    print(f"{len(family)} children ended {time.monotonic() - killed:.1f} s after their supervisor")  # noqa: T201
    assert alive == []
    with socket.socket() as probe:  # the house is free, whoever restarts it
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", server.port))
    server.start()
    assert children != [server.pid_of(part) for part in parts]


def test_a_killed_supervisor_leaves_nothing_in_the_way_of_one_who_is_quick(server: Server) -> None:
    server.process.kill()
    server.process.wait()
    before = server.pid_of("web server")
    server.start()
    assert server.pid_of("web server") != before


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"VAR_DIR": str(tmp_path), "PORT": str(port), "DATABASE_URL": "postgres://u@/none?host=/no"},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert refused.returncode == 1
    assert [line for line in refused.stderr.splitlines() if line] == [
        f"CommandError: Nothing can listen on 127.0.0.1:{port}: Address already in use. Set HOST and PORT."
    ]
    assert refused.stdout == ""


def test_everything_killed_at_once(server: Server) -> None:
    pids = [server.process.pid, *(server.pid_of(part) for part in ("worker", "web server", "postgres"))]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    server.process.wait()
    server.start()
    assert "Loading the demo" not in server.log.read_text()


def test_a_second_server_leaves_the_first_alone(server: Server) -> None:
    before = server.pid_of("web server")
    second = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(server.var), "PORT": str(server.port), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.returncode != 0
    assert "runs already" in second.stderr
    assert server.pid_of("web server") == before
    assert server.is_healthy()
