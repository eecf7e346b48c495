"""Sending requests to a running gunicorn, and measuring the responses."""

import http.client
import re
import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from community.accounts.sessions import BEGAN, SEEN, SessionStore
from community.models import User

Address = tuple[str, int]
LONGEST_ROW = 20.0  # seconds
LINKED = re.compile(
    r"""<(?:link[^>]+rel="(?:stylesheet|icon)"[^>]+href|script[^>]+src|img[^>]+src|use href)="([^"#]+)"""
)


@dataclass
class Request:
    """One request: a GET, or a POST if it has a body; with `expected` 0, any status is accepted."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    expected: int = 200


@dataclass
class Answer:
    """Milliseconds at the client and inside Django, queries, and bytes as received."""

    at_client: float
    in_server: float
    queries: int
    size: int


class UnexpectedStatusError(Exception):
    """A response with another status than the request expects."""


def session_key(user: User) -> str:
    """The session key of a logged-in user."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = timezone.now().timestamp()
    session.save()
    return str(session.session_key)


def ask(connection: http.client.HTTPConnection, request: Request) -> Answer:
    started = time.perf_counter()
    method = "GET" if request.body is None else "POST"
    connection.request(method, request.path, request.body, request.headers)
    response = connection.getresponse()
    body = response.read()
    at_client = (time.perf_counter() - started) * 1000
    if request.expected and response.status != request.expected:
        raise UnexpectedStatusError(f"{method} {request.path} answered {response.status}, not {request.expected}")
    in_server, queries = response.headers["X-Bench"].split()
    return Answer(at_client, float(in_server), int(queries), len(body))


def one_after_another(
    address: Address, requests: Iterable[Request], before_each: Callable[[], None] = lambda: None
) -> list[Answer]:
    """Send requests on one connection. A row that takes too long ends early, with the responses so far."""
    connection = http.client.HTTPConnection(*address, timeout=30)
    answers: list[Answer] = []
    until = time.perf_counter() + LONGEST_ROW
    for request in requests:
        before_each()
        answers.append(ask(connection, request))
        if time.perf_counter() > until and len(answers) > 1:
            break
    return answers


def etag_of(address: Address, path: str) -> str:
    """The ETag of the current page."""
    connection = http.client.HTTPConnection(*address, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.headers["ETag"] or ""


def per_second(address: Address, requests: list[Request], clients: int = 8) -> float:
    """How many requests per second `clients` parallel clients get answered."""
    shares = [requests[number::clients] for number in range(clients)]
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(lambda share: one_after_another(address, share), shares))
    return sum(map(len, answers)) / (time.perf_counter() - started)


def median_of(answers: list[Answer], what: Callable[[Answer], float]) -> float:
    return statistics.median(map(what, answers))


def p95_of(answers: list[Answer], what: Callable[[Answer], float]) -> float:
    return statistics.quantiles(map(what, answers), n=20)[-1]


def first_view_bytes(address: Address, path: str) -> int:
    """Bytes on the wire for the first view of a page with an empty cache: the HTML and everything it links."""
    connection = http.client.HTTPConnection(*address, timeout=30)

    def fetch(path: str) -> tuple[bytes, int]:
        connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        plain = connection.getresponse().read()
        connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
        return plain, len(connection.getresponse().read())

    page, total = fetch(path)
    links = {urljoin(path, link) for link in LINKED.findall(page.decode())}
    return total + sum(fetch(link)[1] for link in links)
