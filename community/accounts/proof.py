"""Proving a phone number by a code; the progress is stored in the session."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from community.accounts import codes
from community.enums import CodePurpose
from community.http import client_address
from community.throttling import hashed

HOLDS_FOR = timedelta(minutes=30)
KNOWN_COOKIE, KNOWN_FOR = "known", timedelta(days=365)


@dataclass(frozen=True)
class Proof:
    """The session's state for one purpose, valid for half an hour: the number, and whether it is proved."""

    purpose: CodePurpose

    def start(self, request: HttpRequest, phone: str) -> None:
        """Text a code. Raises `too_many_codes`."""
        asker = secrets.token_urlsafe(16)
        codes.send_code(
            phone=phone,
            purpose=self.purpose,
            client=client_address(request),
            asker=asker,
            is_known=is_known(request, phone),
        )
        request.session[self._key] = {
            "phone": phone,
            "asker": asker,
            "at": timezone.now().timestamp(),
            "proved": False,
        }

    def finish(self, request: HttpRequest, code: str) -> None:
        """Accept the code as proof. Raises `wrong_code`."""
        kept = request.session[self._key]
        codes.use_code(phone=kept["phone"], purpose=self.purpose, code=code, asker=kept["asker"])
        request.session[self._key] = kept | {"proved": True}

    def phone(self, request: HttpRequest, *, proved: bool = False) -> str:
        """The number that was entered, or proved; empty if there is none or it has expired."""
        kept = request.session.get(self._key, {})
        is_old = timezone.now().timestamp() - kept.get("at", 0) > HOLDS_FOR.total_seconds()
        return "" if is_old or (proved and not kept["proved"]) else kept["phone"]

    def forget(self, request: HttpRequest) -> None:
        """Reset the state."""
        request.session.pop(self._key, None)

    @property
    def _key(self) -> str:
        return f"proof_{self.purpose}"


DOOR, NEW_PHONE = Proof(CodePurpose.DOOR), Proof(CodePurpose.NEW_PHONE)


def is_known(request: HttpRequest, phone: str) -> bool:
    """Whether the owner of `phone` has logged in with this browser before."""
    try:
        kept = request.get_signed_cookie(KNOWN_COOKIE, default="", max_age=KNOWN_FOR)
    except signing.BadSignature:
        return False
    return bool(kept) and kept == _mark(phone)


def remember_browser(response: HttpResponse, request: HttpRequest, phone: str) -> None:
    """Remember that the owner of `phone` has logged in with this browser."""
    response.set_signed_cookie(
        KNOWN_COOKIE,
        _mark(phone),
        max_age=KNOWN_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _mark(phone: str) -> str:
    return hashed(phone, "community.accounts.proof.known")[:20]
