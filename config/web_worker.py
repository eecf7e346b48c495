"""gunicorn's worker with waitress inside: a request is read whole before it takes a thread.

gunicorn starts and watches the processes, as ever. In each of them one loop of waitress reads
what all clients send and writes what they take, and its threads see whole requests and
hand over whole answers. Somebody who sends a byte a second, or nothing at all, costs a
socket and no thread: gunicorn's own workers read headers and bodies in the thread that
answers, so that as many slow clients as threads would stop the portal.
"""

import os
import resource
import time
from collections.abc import Callable, Iterable
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# A request may take so long to arrive, and a second more for each so many bytes that came.
PATIENCE = 30.0  # seconds
SLOWEST = 4096  # bytes a second
# Of one request, in bytes: a little more than the largest workbook, and as much of headers as proxies let through.
LARGEST_REQUEST = 24 * 1024 * 1024
LARGEST_HEADERS = 32 * 1024
MORE_THAN_SOCKETS = 200  # files that a process opens besides
LOOK_AROUND = 1.0  # seconds: gunicorn wants a sign of life, and idle connections end
HURRY = 0.05  # seconds, the same while a process stops


class PunctualChannel(HTTPChannel):
    """A connection that ends where its request does not come at a bearable pace."""

    began = 0.0

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time.monotonic()
        return bool(super().received(data))

    def readable(self) -> bool:
        request = self.request
        if request is not None:
            came = request.header_bytes_received + request.body_bytes_received
            if time.monotonic() > self.began + PATIENCE + came / SLOWEST:
                self.will_close = True
        return bool(super().readable())

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer here."""
        return not self.requests and not self.total_outbufs_len


class BufferingWorker(Worker):
    """One process of the web server."""

    def run(self) -> None:
        _allow_files(self.cfg.worker_connections + MORE_THAN_SOCKETS)
        sockets: dict[int, Any] = {}
        server = create_server(
            _without_bodies_for_head(self.wsgi),
            map=sockets,
            sockets=[each.sock for each in self.sockets],
            threads=self.cfg.threads,
            backlog=self.cfg.backlog,
            connection_limit=self.cfg.worker_connections,
            channel_timeout=self.cfg.keepalive,
            cleanup_interval=5,
            max_request_body_size=LARGEST_REQUEST,
            max_request_header_size=LARGEST_HEADERS,
            # Django reads the proxy's words itself, as many as TRUSTED_PROXIES says.
            clear_untrusted_proxy_headers=False,
            log_socket_errors=False,
            ident=None,
        )
        listening = [each for each in sockets.values() if isinstance(each, BaseWSGIServer)]
        for each in listening:
            each.channel_class = PunctualChannel
        while self.alive and self.ppid == os.getppid():
            self.notify()
            wasyncore.loop(timeout=LOOK_AROUND, use_poll=True, map=sockets, count=1)
        for each in listening:
            each.accepting = False
        self._finish(sockets)
        server.task_dispatcher.shutdown(timeout=1)

    def _finish(self, sockets: dict[int, Any]) -> None:
        """Answer what was asked already, and close whatever is idle."""
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < deadline:
            channels = [each for each in sockets.values() if isinstance(each, PunctualChannel)]
            if not channels:
                return
            for channel in channels:
                channel.will_close |= channel.is_idle
            self.notify()
            wasyncore.loop(timeout=HURRY, use_poll=True, map=sockets, count=1)


def _allow_files(wanted: int) -> None:
    """Ask for as many open files as connections may need; where the system grants fewer, it has the last word."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _without_bodies_for_head(application: Application) -> Application:
    """Waitress leaves it to the application that HEAD is answered without a body, and Django to the server."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return answer
