"""Slow clients against the server without a proxy."""

import http.client
import socket
import statistics
import time

import pytest

from bench.slow import milliseconds_to_answer, slow_crowd
from config import web_worker
from tests.factories import RoomFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BAR = 100  # milliseconds, the median of everybody else


def test_slow_clients_stop_nobody_else(address):
    """800 connections: a byte a second in headers and in bodies, silent, and idle; 200 of each."""
    RoomFactory()
    milliseconds_to_answer(address, "/rooms/", 20)
    with slow_crowd(address):
        waited = milliseconds_to_answer(address, "/rooms/", 100)
    assert statistics.median(waited) < BAR


def test_a_request_that_comes_in_pieces_is_answered(address):
    with socket.create_connection(address, 30) as one:
        for piece in (b"GET /healthz HT", b"TP/1.1\r\nHost: local", b"host\r\n", b"\r\n"):
            one.sendall(piece)
            time.sleep(0.05)
        assert one.recv(65536).startswith(b"HTTP/1.1 200")


def test_what_is_too_large_is_refused_before_it_comes(address):
    with socket.create_connection(address, 30) as one:
        length = web_worker.LARGEST_REQUEST + 1
        one.sendall(f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n".encode())
        assert one.recv(65536).startswith(b"HTTP/1.1 413")


def test_head_has_headers_and_no_body(address):
    RoomFactory()
    caller = http.client.HTTPConnection(*address, timeout=30)
    caller.request("HEAD", "/rooms/")
    answer = caller.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0
    caller.request("GET", "/healthz")  # on the same connection, which has no bytes left over
    assert caller.getresponse().status == 200
