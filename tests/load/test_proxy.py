"""The documented proxy: `deploy/nginx.conf` unchanged, in Debian's nginx."""

import datetime
import http.client
import os
import re
import shutil
import socket
import ssl
import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from bench.client import session_key
from bench.slow import milliseconds_to_answer, slow_crowd
from tests.factories import RoomFactory, UserFactory

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
if NGINX is None and os.environ.get("REQUIRE_NGINX"):
    raise pytest.UsageError("REQUIRE_NGINX is set, but there is no nginx.")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(NGINX is None, reason="no nginx found"),
]

AROUND = """
daemon off; user root; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site;
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> None:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - day, now + day)
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )


@pytest.fixture
def proxy(address: tuple[str, int], tmp_path: Path) -> Iterator[tuple[str, int]]:
    """The file with this machine's ports and folders, and with limits that count this one address as many."""
    port = free_port()
    here = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{address[1]};",
        "/etc/ssl/portal.example.pem": f"{tmp_path}/cert.pem",
        "/etc/ssl/private/portal.example.key": f"{tmp_path}/key.pem",
        "/var/log/nginx/portal.log": f"{tmp_path}/access.log",
        "/var/cache/nginx/portal": f"{tmp_path}/cache",
        "portal.example": "localhost",
        "limit_conn open 50;": "limit_conn open 4000;",
        "rate=30r/s": "rate=4000r/s",
    }
    site = (settings.BASE_DIR / "deploy/nginx.conf").read_text()
    for words, others in here.items():
        assert words in site
        site = site.replace(words, others)
    (tmp_path / "site").write_text(site)
    (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path))
    certificate(tmp_path)
    nginx = subprocess.Popen([str(NGINX), "-c", str(tmp_path / "nginx.conf")])
    try:
        wait_for(port, nginx, tmp_path)
        yield "127.0.0.1", port
    finally:
        nginx.terminate()
        nginx.wait(10)


def wait_for(port: int, nginx: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except OSError:
            still_starting = nginx.poll() is None and time.monotonic() < deadline
            assert still_starting, (folder / "error.log").read_text()
            time.sleep(0.05)
        else:
            return


TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


def connect(address: tuple[str, int]) -> socket.socket:
    return TRUSTING.wrap_socket(socket.create_connection(address, 30), server_hostname="localhost")


def ask(address: tuple[str, int], path: str, **headers: str) -> http.client.HTTPResponse:
    caller = http.client.HTTPSConnection(*address, timeout=30, context=TRUSTING)
    caller.request("GET", path, headers={"Host": "localhost"} | headers)
    answer = caller.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    return answer


def test_it_keeps_what_all_may_see_and_nothing_else(proxy):
    RoomFactory(name="琴房")
    first, again = ask(proxy, "/rooms/"), ask(proxy, "/rooms/")
    assert [each.headers["X-Cache"] for each in (first, again)] == ["MISS", "HIT"]
    assert again.body == first.body
    english = ask(proxy, "/rooms/", **{"Accept-Language": "en"})
    assert b"Rooms now" in english.body
    user = UserFactory(name="周平")
    for _first_and_again in range(2):
        own = ask(proxy, "/rooms/", Cookie=f"sessionid={session_key(user)}")
        assert "周平" in own.body.decode()
        assert own.headers["X-Cache"] == "BYPASS"
    assert "周平" not in ask(proxy, "/rooms/").body.decode()


def test_it_says_https_and_whence_a_request_comes(proxy, tmp_path):
    assert ask(proxy, "/healthz").status == 200
    log = tmp_path / "access.log"
    deadline = time.monotonic() + 10  # nginx writes when the answer has left
    while not log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert re.search(r"GET 200 [\d.]+ \d+$", log.read_text(), re.MULTILINE)
    assert "healthz" not in log.read_text()


def test_a_body_that_is_too_large_does_not_reach_the_portal(proxy):
    caller = http.client.HTTPSConnection(*proxy, timeout=30, context=TRUSTING)
    caller.putrequest("POST", "/accounts/log-in/")
    caller.putheader("Content-Length", str(30 * 1024 * 1024))
    caller.endheaders()
    assert caller.getresponse().status == 413


def test_slow_clients_stay_before_it(proxy):
    RoomFactory()
    milliseconds_to_answer(proxy, "/rooms/", 5, connect)
    with slow_crowd(proxy, 50, connect):
        waited = milliseconds_to_answer(proxy, "/rooms/", 50, connect)
    assert statistics.median(waited) < 100
