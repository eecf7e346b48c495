"""Codes at the post, and when volunteers may check in."""

import hashlib
import hmac
import re
import unicodedata
from datetime import datetime, timedelta

from volunteers.models import Post, Shift

EARLY = timedelta(minutes=15)
TELL_AFTER, MISSED_AFTER = timedelta(minutes=15), timedelta(minutes=30)
SHEET_WITHIN = timedelta(days=7)
CODE_LASTS = 60  # seconds
NUMBERS_FROM, NUMBERS_UNTIL = timedelta(days=1), timedelta(days=1)


def code_at(post: Post, moment: datetime) -> str:
    """The six digits that the post's screen shows in the minute of a moment."""
    minute = int(moment.timestamp()) // CODE_LASTS
    digest = hmac.new(post.secret.encode(), f"{post.pk}:{minute}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def is_right(post: Post, code: str, now: datetime) -> bool:
    """Whether a code is that of the current minute or the one before."""
    code = re.sub(r"\D", "", unicodedata.normalize("NFKC", code))  # 123 456, or full-width digits
    right = [code_at(post, moment) for moment in (now, now - timedelta(seconds=CODE_LASTS))]
    return any(hmac.compare_digest(each.encode(), code.encode()) for each in right)


def is_near(shift: Shift, now: datetime) -> bool:
    """Whether people on a shift see each other's numbers: from a day before until a day after."""
    return shift.starts_at - NUMBERS_FROM <= now <= shift.ends_at + NUMBERS_UNTIL


def takes_check_in(shift: Shift, now: datetime) -> bool:
    """Whether one may check in: from 15 minutes before until the end."""
    return shift.is_open and shift.starts_at - EARLY <= now < shift.ends_at


def screen_key(post: Post) -> str:
    """The secret part of the address of a post's screen; whoever has it can show the codes."""
    return hmac.new(post.secret.encode(), b"screen", hashlib.sha256).hexdigest()[:32]
