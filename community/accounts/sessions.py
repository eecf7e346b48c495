"""Sessions linked to their users, so that users can see and end their own, and staff sessions expire early.

A staff session ends 12 hours after it began, or after 2 hours without a request. Others last as long as
`SESSION_COOKIE_AGE` says.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user, user_logged_in
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.exceptions import SuspiciousOperation
from django.db.models import CharField, DateTimeField
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.models import LoginSession, User
from community.prepared import Prepared

STAFF_LASTS = timedelta(hours=12)
STAFF_IDLE = timedelta(hours=2)
# The precision of "last seen"; updating it at every request would cost a write per page.
SEEN_STEP = {True: timedelta(minutes=1), False: timedelta(hours=6)}

BEGAN, SEEN, DEVICE = "began_at", "seen_at", "device"

# Executed by every page of a logged-in user.
_SESSION = Prepared(
    lambda key, now: LoginSession.objects.select_related("user").filter(session_key=key, expire_date__gt=now),
    key=CharField(),
    now=DateTimeField(),
)


class SessionStore(DatabaseStore):
    """Django's database-backed sessions with a link to the user (see "Extending database-backed session engines")."""

    # The user, read in the same query as the session; see `user_of`.
    user: User | None = None

    def _get_session_from_db(self) -> LoginSession | None:
        try:
            found = next(iter(_SESSION(key=self.session_key, now=timezone.now())), None)
        except SuspiciousOperation:
            found = None
        if found is None:
            self._session_key = None
            return None
        self.user = found.user
        return found

    @classmethod
    def get_model_class(cls) -> type[LoginSession]:
        return LoginSession

    def create_model_instance(self, data: dict[str, Any]) -> LoginSession:
        row = cast(LoginSession, super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        row.began_at = _moment(data.get(BEGAN))
        row.seen_at = _moment(data.get(SEEN))
        row.device = data.get(DEVICE, "")
        return row


def user_of(request: HttpRequest) -> User | AnonymousUser:
    """The user of the request, read in the same query as the session; in every other case Django decides.

    One query for both. Inactive users, changed passwords and other authentication backends are left to Django to
    check and log out.
    """
    session = request.session
    key, way_in = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    user = getattr(session, "user", None)
    if user is None or str(user.pk) != key or not user.is_active or way_in not in settings.AUTHENTICATION_BACKENDS:
        return get_user(request)
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return get_user(request)
    return cast(User, user)


def _moment(timestamp: float | None) -> datetime | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())


@receiver(user_logged_in)
def note_beginning(sender: object, request: HttpRequest | None, user: User, **kwargs: object) -> None:
    """Record when a session began, and on which device."""
    if request is None:
        return
    now = timezone.now().timestamp()
    request.session[BEGAN] = request.session[SEEN] = now
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))


def device_of(agent: str) -> str:
    """A browser and a system, such as "Chrome · Android"; empty if neither is recognised."""
    # The order matters: most browsers claim to be Safari too.
    browsers = {"MicroMessenger": "WeChat", "Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac"}
    systems["Linux"] = "Linux"
    found = [next((name for mark, name in each.items() if mark in agent), "") for each in (browsers, systems)]
    return " · ".join(filter(None, found))


def is_over(session: SessionBase | Mapping[str, Any], user: User, now: datetime) -> bool:
    """Whether a staff session has expired by age or idleness."""
    if not user.is_staff:
        return False
    at = now.timestamp()
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    return at - began > STAFF_LASTS.total_seconds() or at - seen > STAFF_IDLE.total_seconds()


def note_seen(session: SessionBase, user: User, now: datetime) -> None:
    """Record that a session was used, at most once per `SEEN_STEP`."""
    if now.timestamp() - session.get(SEEN, 0) >= SEEN_STEP[user.is_staff].total_seconds():
        session[SEEN] = now.timestamp()


def open_sessions(user: User) -> list[LoginSession]:
    """A user's sessions that have not ended, the most recently used first."""
    rows = LoginSession.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at", "session_key")
    now = timezone.now()
    return [row for row in rows if not is_over(row.get_decoded(), user, now)]


def end_session(*, user: User, handle: str) -> None:
    """End one of a user's own sessions; does nothing if it has ended already."""
    for row in LoginSession.objects.filter(user=user):
        if constant_time_compare(row.handle, handle):
            row.delete()


def end_other_sessions(*, user: User, keep: str | None) -> None:
    """End every session of a user but the one whose key is `keep`."""
    LoginSession.objects.filter(user=user).exclude(session_key=keep or "").delete()
