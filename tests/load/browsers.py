"""Many parallel clients, each with a session, a CSRF cookie and a connection of its own."""

import http.client
import threading
from urllib.parse import urlencode

from django.middleware.csrf import _get_new_csrf_string

from bench.client import session_key
from community.models import User

BUSY, MOST_TRIES = 409, 20


class Browser:
    """One user's browser, without rendering."""

    def __init__(self, user: User, address: tuple[str, int]) -> None:
        self.user = user
        self.secret = _get_new_csrf_string()
        self.cookies = f"sessionid={session_key(user)}; csrftoken={self.secret}"
        self.http = http.client.HTTPConnection(*address, timeout=60)

    def post(self, path: str, form: dict[str, object], together: threading.Barrier) -> int:
        """Post a form at the same moment as all others at the barrier; returns the status."""
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form | {"csrfmiddlewaretoken": self.secret}, doseq=True)
        # gunicorn closes idle connections, possibly just as a request is sent.
        self.http.close()
        self.http.connect()
        together.wait(60)
        self.http.request("POST", path, body, headers)
        answer = self.http.getresponse()
        answer.read()
        return answer.status

    def insist(self, path: str, form: dict[str, object], together: threading.Barrier) -> int:
        """Post a form, and again while it is answered by busy, as the page asks users to; returns the last status.

        A page waits half a second for a lock and then says so, so that it holds none of gunicorn's threads.
        """
        status, alone = self.post(path, form, together), threading.Barrier(1)
        for _again in range(MOST_TRIES):
            if status != BUSY:
                break
            status = self.post(path, form, alone)
        return status
