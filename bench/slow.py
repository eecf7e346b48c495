"""Slow clients: they keep many connections open and send next to nothing."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bench.client import Address

EACH = 200  # connections of each kind
PAUSE = 1.0  # seconds between two bytes

# What each kind has sent before it slows down.
BEGINNINGS = {
    "headers": b"GET /rooms/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "body": b"POST /accounts/log-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\n",
    "silent": b"",
    "idle": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
}
DRIPPING = ("headers", "body")


Connect = Callable[[Address], socket.socket]


def connected(address: Address) -> socket.socket:
    """A new connection without TLS."""
    return socket.create_connection(address, 30)


@contextmanager
def slow_crowd(address: Address, each: int = EACH, connect: Connect = connected) -> Iterator[None]:
    """Hold open `each` connections of every kind: a byte per second in headers or in bodies, silent, and idle."""
    with ExitStack() as stack:
        opened: dict[str, list[socket.socket]] = {}
        for kind, beginning in BEGINNINGS.items():
            opened[kind] = [stack.enter_context(connect(address)) for _number in range(each)]
            for one in opened[kind]:
                one.sendall(beginning)
        for one in opened["idle"]:
            one.recv(65536)
        over = threading.Event()
        dripping = threading.Thread(target=_drip, args=([s for kind in DRIPPING for s in opened[kind]], over))
        dripping.start()
        try:
            yield
        finally:
            over.set()
            dripping.join()


def _drip(slow: list[socket.socket], over: threading.Event) -> None:
    """Send a byte per second on every connection, spread over the second."""
    while not over.is_set():
        for number, one in enumerate(slow):
            if number % 20 == 0:
                over.wait(PAUSE * 20 / len(slow))
            try:
                one.sendall(b"x")
            except OSError:  # the server closed it
                continue


def milliseconds_to_answer(address: Address, path: str, times: int, connect: Connect = connected) -> list[float]:
    """How long a client with a new connection each time waits for an answer, as a phone would."""
    found = []
    for _time in range(times):
        started = time.perf_counter()
        with connect(address) as one:
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            first = one.recv(65536)
            while one.recv(65536):
                pass
        found.append((time.perf_counter() - started) * 1000)
        if not first.startswith(b"HTTP/1.1 200"):
            raise AssertionError(first[:200])
    return found
