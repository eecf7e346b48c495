"""Handovers: written by the ending shift, signed by two people, then frozen; open items pass on until they are
closed.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import save_by
from community.errors import Conflict, Invalid
from community.models import User
from community.typed_words import require_words
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Handover, HandoverNote, OpenItem, Post, PostThing, Shift, ThingCount
from volunteers.rules.people import leads_post
from volunteers.services.locking import lock_shifts

WEEK = timedelta(days=7)


def on_post(user: User, post: Post) -> bool:
    """Whether a user is currently involved with a post: a promise there within a week, its leader, or staff."""
    now = timezone.now()
    near = Assignment.objects.filter(
        volunteer__user=user,
        shift__post=post,
        state__in=PromiseState.holding(),
        shift__starts_at__lt=now + WEEK,
        shift__ends_at__gt=now - WEEK,
    )
    return near.exists() or leads_post(user, post)


def write_handover(
    *, shift: Shift, by: User, happened: str, counts: Mapping[PostThing, int], items: list[str] | None = None
) -> Handover:
    """Write what happened on a shift, what was counted, and what remains open; possible until both have signed.

    Raises not_allowed, too_soon, frozen.
    """
    _require_on_shift(shift, by)
    with transaction.atomic():
        locked = lock_shifts([shift.pk])[shift.pk]
        if locked.starts_at > timezone.now():
            raise Conflict("too_soon", _("The shift has not begun yet."))
        row = Handover.objects.select_for_update().filter(shift=locked).first() or Handover(
            shift=locked, post=locked.post
        )
        _require_open(row)
        row.happened = happened.strip()[:4000]
        save_by(row, by)
        for thing, number in counts.items():
            ThingCount.objects.update_or_create(handover=row, thing=thing, defaults={"number": number})
        for text in _new_items(row, items or []):
            OpenItem.objects.create(post=locked.post, handover=row, text=text, opened_by=by)
    return row


def _new_items(row: Handover, items: Iterable[str]) -> list[str]:
    """Items that this handover does not have yet, so that submitting a form twice creates no duplicates."""
    texts = dict.fromkeys(text.strip()[:300] for text in items if text.strip())
    known = set(OpenItem.objects.filter(handover=row).values_list("text", flat=True))
    return [text for text in texts if text not in known]


def sign_out(*, handover: Handover, by: User) -> Handover:
    """Sign as the person who hands over. Raises not_allowed, frozen, signed_already."""
    _require_on_shift(handover.shift, by)
    with transaction.atomic():
        row = _lock(handover)
        if row.outgoing_id is not None:
            raise Conflict("signed_already", _("This is already signed."))
        row.outgoing, row.outgoing_at = by, timezone.now()
        save_by(row, by)
    return row


def sign_in(*, handover: Handover, by: User) -> Handover:
    """Sign as the person who takes over, another one from the post; then the handover is frozen.

    Raises not_allowed, not_signed, same_person, frozen.
    """
    if not on_post(by, handover.post):
        raise Invalid("not_allowed", _("Only those on duty at this post can sign."))
    with transaction.atomic():
        row = _lock(handover)
        if row.outgoing_id is None:
            raise Conflict("not_signed", _("The person handing over must sign first."))
        if row.outgoing_id == by.pk:
            raise Invalid("same_person", _("Two different people must sign."))
        row.incoming, row.incoming_at = by, timezone.now()
        save_by(row, by)
    return row


def add_note(*, handover: Handover, by: User, text: str) -> HandoverNote:
    """Add a correction to a signed handover. Raises not_allowed, empty, not_signed."""
    if not on_post(by, handover.post):
        raise Invalid("not_allowed", _("Only those on duty at this post can sign."))
    text = require_words(text, "empty", _("Please write something."), 500)
    if not handover.is_signed:
        raise Conflict("not_signed", _("Until both have signed, it can simply be changed."))
    return HandoverNote.objects.create(handover=handover, by=by, text=text)


def close_item(*, item: OpenItem, by: User, how: str) -> OpenItem:
    """Close an open item, saying how. Raises not_allowed, how_needed, closed_already."""
    if not on_post(by, item.post):
        raise Invalid("not_allowed", _("Only those on duty at this post can close this."))
    how = require_words(how, "how_needed", _("Please say how it ended."), 300)
    with transaction.atomic():
        row = OpenItem.objects.select_for_update().get(pk=item.pk)
        if row.closed_at is not None:
            raise Conflict("closed_already", _("Someone has already closed this."))
        row.closed_by, row.closed_at, row.how = by, timezone.now(), how
        row.save()
    return row


def _require_on_shift(shift: Shift, by: User) -> None:
    on_it = Assignment.objects.holding().filter(shift=shift, volunteer__user=by).exists()
    if not on_it and not leads_post(by, shift.post):
        raise Invalid("not_allowed", _("Only those on this shift can hand it over."))


def _require_open(row: Handover) -> None:
    if row.is_signed:
        raise Conflict("frozen", _("Both have signed: please add a correction below."))


def _lock(handover: Handover) -> Handover:
    lock_shifts([handover.shift_id])
    row = Handover.objects.select_for_update(of=["self"]).select_related("shift", "post").get(pk=handover.pk)
    _require_open(row)
    return row
