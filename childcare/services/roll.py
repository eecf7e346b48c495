"""Roll calls, online or offline: each tick arrives once, with its time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import Tick
from childcare.models import Carer, CareSession, DropIn, OfflineHandOver, PickUp, RollTick, Station
from childcare.rules.people import require_on, require_two
from childcare.services.handing import override_hand_over
from childcare.services.locking import changing
from community.errors import Conflict
from community.models import User
from community.typed_words import require_words

LONGEST_OFFLINE = timedelta(hours=12)  # how long a tablet keeps its list


@dataclass(frozen=True, slots=True)
class Ticked:
    """One tick on a tablet: the primary key of the stay, whether the child was seen, how many seconds ago, and its key.

    Seconds ago rather than a time, because a tablet's clock may be hours off, but measures durations correctly.
    """

    drop_in: int
    here: bool
    seconds_ago: float
    key: str


def note_roll_call(
    *, session: CareSession, ticks: Iterable[Ticked], carer: Carer, station: Station | None = None
) -> int:
    """Save ticks, including those made offline, each once however often it is sent; returns how many were new.

    Ticks of children in other sessions are skipped. Raises not_signed_on.
    """
    require_on(carer, session)
    now = timezone.now()
    own = set(DropIn.objects.filter(session=session).values_list("pk", flat=True))
    rows = [
        RollTick(
            session=session,
            drop_in_id=each.drop_in,
            said=Tick.HERE if each.here else Tick.MISSING,
            at=moment_of(each.seconds_ago, now),
            received_at=now,
            key=each.key[:36],
            carer=carer,
            station=station,
        )
        for each in ticks
        if each.drop_in in own and each.key
    ]
    known = set(RollTick.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    new = list({row.key: row for row in rows if row.key not in known}.values())
    RollTick.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def moment_of(seconds_ago: float, now: datetime) -> datetime:
    """The server time of a tick, never in the future and never older than a tablet's list."""
    ago = min(max(timedelta(seconds=seconds_ago), timedelta()), LONGEST_OFFLINE)
    return now - ago


def note_offline_hand_over(*, drop_in: DropIn, to: str, seconds_ago: float, key: str, carer: Carer) -> OfflineHandOver:
    """Save a carer's offline note of a handover; the child counts as inside until two members of staff settle it.

    A repeated note is saved once. Raises not_signed_on, name_needed.
    """
    require_on(carer, drop_in.session)
    to = require_words(to, "name_needed", _("Please say to whom."), 100)
    now = timezone.now()
    note, _created = OfflineHandOver.objects.get_or_create(
        key=key[:36],
        defaults={
            "drop_in": drop_in,
            "at": max(moment_of(seconds_ago, now), drop_in.in_at),
            "to": to,
            "carer": carer,
            "received_at": now,
        },
    )
    return note


def settle_offline(*, note: OfflineHandOver, document: str, first: User, second: User) -> PickUp:
    """Confirm a handover noted offline, by two members of staff: now the child is out.

    Raises what an override raises, and bad_state if it is settled already.
    """
    require_two(first, second)
    with changing(note.drop_in.session_id):
        fresh = OfflineHandOver.objects.select_for_update().get(pk=note.pk)
        if fresh.settled_at is not None:
            raise Conflict("bad_state", _("This is already settled."))
        [pick_up] = override_hand_over(
            drop_ins=[note.drop_in],
            name=fresh.to,
            document=document,
            reason=_("Handed over offline"),
            first=first,
            second=second,
            key=fresh.key,
        )
        fresh.settled_at, fresh.first_by, fresh.second_by = timezone.now(), first, second
        fresh.save()
    return pick_up
