"""How long a request may take to arrive, and which of gunicorn's processes does background work."""

import os
import socket
from pathlib import Path

import pytest
from django.db import connections
from waitress.adjustments import Adjustments

from config import database
from config.portal_process import PortalProcess
from config.web_worker import PATIENCE, SLOWEST, PunctualChannel


class Listening:
    """As much of waitress's server as a connection asks."""

    def __init__(self):
        self.active_channels = {}
        self.asked = []

    def add_task(self, channel):
        self.asked.append(channel)


@pytest.fixture
def connection():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield PunctualChannel(Listening(), ours, ("127.0.0.1", 0), Adjustments(), map={})


def test_a_request_that_does_not_come_is_not_waited_for(connection, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("config.web_worker.time.monotonic", lambda: clock[0])
    connection.received(b"GET / HTTP/1.1\r\nX-Slow: ")
    clock[0] += PATIENCE - 1
    assert connection.readable()
    clock[0] += 2
    assert not connection.readable()
    assert connection.will_close


def test_a_large_upload_has_the_time_that_it_needs(connection, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("config.web_worker.time.monotonic", lambda: clock[0])
    connection.received(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
    for _piece in range(20):
        connection.received(b"x" * SLOWEST * 10)
        clock[0] += 10
        assert connection.readable()


def test_the_next_request_has_its_own_time(connection, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("config.web_worker.time.monotonic", lambda: clock[0])
    connection.received(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert connection.server.asked == [connection]
    connection.requests.clear()
    clock[0] += 60
    connection.received(b"GET / HT")
    assert connection.readable()


def test_one_process_after_another_does_background_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.portal_process.WORKER", tmp_path / "worker.pid")
    first, second = (PortalProcess.__new__(PortalProcess) for _ in range(2))
    assert first._takes_the_place()
    assert not second._takes_the_place()
    assert int((tmp_path / "worker.pid").read_text()) == os.getpid()
    first.place.close()  # as the system does when a process dies
    assert second._takes_the_place()


def test_background_work_waits_longer_for_locks_than_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", {"options": "-c lock_timeout=500"})
    database.wait_patiently()
    assert "lock_timeout=30000" in connections["default"].settings_dict["OPTIONS"]["options"]
