"""Many people at once, each with a session, a CSRF cookie and a connection of their own."""

import http.client
import threading
from urllib.parse import urlencode

from django.middleware.csrf import _get_new_csrf_string

from bench.client import session_key
from community.models import User


class Browser:
    """One person's browser, without the rendering."""

    def __init__(self, user: User, address: tuple[str, int]) -> None:
        self.user = user
        self.secret = _get_new_csrf_string()
        self.cookies = f"sessionid={session_key(user)}; csrftoken={self.secret}"
        self.http = http.client.HTTPConnection(*address, timeout=60)

    def post(self, path: str, form: dict[str, object], together: threading.Barrier) -> int:
        """Post a form at the moment when everyone at the barrier does; the status of the answer."""
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form | {"csrfmiddlewaretoken": self.secret}, doseq=True)
        # gunicorn closes idle connections, and may do so just as a request leaves.
        self.http.close()
        self.http.connect()
        together.wait(60)
        self.http.request("POST", path, body, headers)
        answer = self.http.getresponse()
        answer.read()
        return answer.status
