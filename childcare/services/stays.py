"""Children inside: staying longer, families running late, and calls about them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.models import Call, Carer, DropIn
from childcare.rules.people import require_guardian, require_on, require_staff
from childcare.services.ladder import LATE, OVERDUE
from childcare.services.locking import changing
from community.errors import Conflict, Invalid
from community.ladders import start_again
from community.models import User
from community.typed_words import require_words

LATE_BY = timedelta(minutes=10)
BY_TELEPHONE = "telephone"


def extend_stay(*, drop_in: DropIn, until: datetime, by: User | None = None, carer: Carer | None = None) -> DropIn:
    """Let a child stay until another time within its session; the ladder restarts.

    Raises not_guardian, not_signed_on, already_out, until_wrong.
    """
    if carer is None:
        require_guardian(by, drop_in.sheet)
    with changing(drop_in.session_id) as held:
        session, row = held[drop_in.session_id], _inside(drop_in)
        if carer is not None:
            require_on(carer, session)
        if not timezone.now() < until <= session.ends_at:
            raise Invalid("until_wrong", _("A child can stay at most until the session ends."))
        row.due_at, row.late_until = until, None
        row.save(update_fields=["due_at", "late_until"])
        for ladder in (LATE, OVERDUE):
            start_again(ladder, row.pk)
    return row


def say_late(*, drop_ins: Iterable[DropIn], by: User) -> list[DropIn]:
    """Postpone the first rung once, because the family is ten minutes late. Raises not_guardian, already_out, said."""
    rows = list(drop_ins)
    for row in rows:
        require_guardian(by, row.sheet)
    with changing(*{each.session_id for each in rows}):
        fresh = [_inside(each) for each in rows]
        if any(each.late_until is not None for each in fresh):
            raise Conflict("said", _("You already told us. If it takes even longer, please call us."))
        for row in fresh:
            row.late_until = row.due_at + LATE_BY
            row.save(update_fields=["late_until"])
    return fresh


def note_call(*, drop_in: DropIn, whom: str, result: str, by: User, phone: str = "") -> Call:
    """Record a call about a child, for the police room's sheet. Raises not_allowed, name_needed."""
    require_staff(by)
    whom = require_words(whom, "name_needed", _("Please say whom you called."), 100)
    return Call.objects.create(
        drop_in=drop_in, rung=BY_TELEPHONE, whom=whom, phone=phone.strip()[:20], result=result.strip()[:200], by=by
    )


def _inside(drop_in: DropIn) -> DropIn:
    row = DropIn.objects.with_child().get(pk=drop_in.pk)
    if not row.is_inside:
        raise Conflict("already_out", _("This child has already been picked up."))
    return row
