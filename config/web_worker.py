"""A gunicorn worker with waitress inside, which reads a whole request before it takes a thread.

gunicorn starts and monitors the processes as usual. In each of them one loop of waitress reads what all clients send
and writes the responses, and its threads only handle complete requests and responses. A client that sends a byte per
second, or nothing, costs a socket but no thread. gunicorn's own workers read headers and bodies in the thread that
answers, so that a few slow clients would stop the portal.
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

# How long a request may take to arrive, plus a second for every so many bytes received.
PATIENCE = 30.0  # seconds
SLOWEST = 4096  # bytes a second
# Per request, in bytes: slightly more than the largest workbook, and headers as large as proxies allow.
LARGEST_REQUEST = 24 * 1024 * 1024
LARGEST_HEADERS = 32 * 1024
MORE_THAN_SOCKETS = 200  # files that a process opens besides sockets
LOOK_AROUND = 1.0  # seconds: gunicorn expects a sign of life, and idle connections end
HURRY = 0.05  # the same, in seconds, while a process stops


class PunctualChannel(HTTPChannel):
    """A connection that is closed if its request arrives too slowly."""

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
        """Whether nobody waits for an answer on this connection."""
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
            # Django reads the proxy's headers itself, as many as TRUSTED_PROXIES says.
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
        """Answer the requests that were received, and close idle connections."""
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
    """Raise the limit of open files for the connections; if the system allows fewer, that limit applies."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _without_bodies_for_head(application: Application) -> Application:
    """Leave out the body of HEAD responses, which waitress leaves to the application, and Django to the server."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return answer
