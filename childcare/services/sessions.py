"""Sessions of the children's room: weekly, single, and because of the weather."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from childcare.enums import SessionKind
from childcare.models import CarePattern, CareSession, CareWaiting, DropIn
from childcare.rules.people import require_staff
from childcare.rules.plans import check_open, check_places, check_span, free_places, held_span, horizon, plan
from childcare.rules.ratio import refusal_to_go
from childcare.selectors.standing import standing_of
from childcare.services.locking import changing
from childcare.services.pickups import guardian_logins
from childcare.services.waiting import offer_freed
from community.audit import acting_as, save_by
from community.delivery.notify import notify_many
from community.errors import Conflict, DomainError, Invalid
from community.models import User
from community.ranges import DAY, Span, today
from community.typed_words import require_reason, require_words
from rooms import services as rooms
from rooms.models import Reservation, Room
from rooms.rules.diary import Diary, days_of
from rooms.services import ledger

LABEL = ("临时托管", "Children's room")
PLAY_LABEL = ("亲子活动", "Play with a parent")
PATH = "/childcare/"


def open_session(
    *,
    room: Room,
    span: Span,
    places: int,
    by: User | None,
    kind: str = SessionKind.USUAL,
    weather: str = "",
    displace: bool = False,
    pattern: CarePattern | None = None,
) -> CareSession:
    """Open a single session, which holds its places in the ledger, with half an hour more for handing over.

    Walk-in play goes on beside it if places are left. Bookings in the way are cancelled, and their residents
    notified, only with `displace`, in the same way as for closures and classes. Raises not_allowed, end_before_start,
    past, too_long, room_too_small, room_closed, weather_needed, displaces with `bookings`, and taken if another use
    has the room.
    """
    require_staff(by)
    check_span(span)
    check_places(room, places)
    if kind == SessionKind.WEATHER and not weather:
        raise Invalid("weather_needed", _("Please say what kind of weather it is."))
    held = held_span(span)
    with transaction.atomic():
        diary = Diary([room], days_of(held))
        check_open(diary, room, span)
        room = _make_way(room, held, places, by, displace=displace, fits=free_places(diary, room, span) >= places)
        reservation = ledger.hold(
            room=room,
            span=held,
            places=places,
            kind=Reservation.Kind.CHILDCARE,
            label=PLAY_LABEL if kind == SessionKind.PLAY else LABEL,
            path=PATH,
        )
        session = CareSession(
            room=room,
            reservation=reservation,
            pattern=pattern,
            date=timezone.localdate(span.start, timezone.get_default_timezone()),
            starts_at=span.start,
            ends_at=span.end,
            places=places,
            kind=kind,
            weather=weather,
            is_by_hand=pattern is None,
            created_by=by,
        )
        save_by(session, by)
    return session


def _make_way(room: Room, held: Span, places: int, by: User | None, *, displace: bool, fits: bool) -> Room:
    """Lock the room, and displace bookings only if there is no space for both."""
    if fits or by is None:
        return ledger.lock_rooms([room])[0]
    reason = gettext_lazy("The children's room is already open at this time.")
    uses = [ledger.Use(room, held, places)]
    return rooms.make_way(uses=uses, by=by, reason=reason, displace=displace)[0]


def plan_pattern(*, new: CarePattern, by: User) -> CarePattern:
    """Create a weekly opening, and its sessions of the next weeks.

    Raises not_allowed, end_before_start, no_weekdays, room_too_small.
    """
    require_staff(by)
    if not new.weekdays:
        raise Invalid("no_weekdays", _("Please choose at least one weekday."))
    if new.ends <= new.starts or (new.last_day is not None and new.last_day < new.first_day):
        raise Invalid("end_before_start", _("The end must be after the start."))
    check_places(new.room, new.places)
    new.created_by = by
    with transaction.atomic(), acting_as(by):
        new.save()
        _make(new)
    return new


def end_pattern(*, pattern: CarePattern, last_day: date, by: User) -> CarePattern:
    """Set the last day of a weekly opening; later sessions without anybody are called off. Raises not_allowed."""
    require_staff(by)
    pattern.last_day = max(last_day, pattern.first_day - DAY)
    save_by(pattern, by)
    later = CareSession.objects.taking_place().filter(pattern=pattern, date__gt=pattern.last_day, is_by_hand=False)
    for session in later.filter(starts_at__gt=timezone.now()):
        cancel_session(session=session, reason=_("The weekly opening has ended."), by=by)
    return pattern


def make_sessions() -> int:
    """Generate the sessions of weekly openings up to four weeks ahead, except those called off; returns how many."""
    running = CarePattern.objects.select_related("room").filter(room__is_active=True)
    return sum(_make(each) for each in running if each.last_day is None or each.last_day >= today())


def _make(pattern: CarePattern) -> int:
    days = horizon(today())
    there = set(CareSession.objects.filter(pattern=pattern, date__in=days).values_list("date", flat=True))
    made = 0
    for planned in plan(pattern, [day for day in days if day not in there]):
        if planned.skipped or planned.span.end <= timezone.now():
            continue
        try:
            open_session(
                room=pattern.room,
                span=planned.span,
                places=pattern.places,
                by=None,
                kind=pattern.kind,
                pattern=pattern,
            )
        except DomainError:
            continue  # taken just now; tried again in an hour
        made += 1
    return made


def change_session(
    *, session: CareSession, by: User, span: Span | None = None, places: int | None = None
) -> CareSession:
    """Change a session's time or places; the new hold is taken before the old one is released.

    Raises not_allowed, end_before_start, past, too_long, room_too_small, room_closed, taken, bad_state, and a message
    with what is needed first if children need the places.
    """
    require_staff(by)
    span, places = span or session.span, places or session.places
    check_span(span)
    with transaction.atomic():
        [room] = ledger.lock_rooms([session.room])
        check_places(room, places)
        check_open(Diary([room], days_of(span)), room, span)
        with changing(session.pk) as held:
            fresh = held[session.pk]
            if fresh.cancelled_at is not None:
                raise Conflict("bad_state", _("This session is called off."))
            inside = DropIn.objects.inside().filter(session=fresh)
            if span.start != fresh.starts_at and inside.exists():
                raise Conflict("still_inside", _("There are still children inside."))
            present = inside.count()
            if present > places:
                words = ngettext(
                    "%(count)d child is inside, so no fewer places are possible now.",
                    "%(count)d children are inside, so no fewer places are possible now.",
                    present,
                )
                raise Conflict("full", words % {"count": present})
            ledger.move(reservation=fresh.reservation, span=held_span(span), places=places)
            fresh.starts_at, fresh.ends_at, fresh.places = span.start, span.end, places
            fresh.is_by_hand = True
            fresh.revision, fresh.changed_at = fresh.revision + 1, timezone.now()
            save_by(fresh, by)
            reason = refusal_to_go(standing_of(fresh))
            if reason is not None:
                raise reason
            offer_freed(fresh)
    return fresh


def cancel_session(*, session: CareSession, reason: str, by: User) -> CareSession:
    """Call a session off; the room is free at once, and families in line are notified.

    Raises not_allowed, reason_needed, bad_state, and still_inside with a child inside.
    """
    require_staff(by)
    reason = require_reason(reason)
    with transaction.atomic():
        [room] = ledger.lock_rooms([session.room])
        with changing(session.pk) as held:
            fresh = held[session.pk]
            if fresh.cancelled_at is not None or fresh.ends_at <= timezone.now():
                raise Conflict("bad_state", _("This session is called off, or over."))
            if DropIn.objects.inside().filter(session=fresh).exists():
                raise Conflict("still_inside", _("There are still children inside."))
            now = timezone.now()
            fresh.cancelled_at, fresh.reason = now, reason
            fresh.revision, fresh.changed_at = fresh.revision + 1, now
            save_by(fresh, by)
            ledger.release(reservation=fresh.reservation, now=now)
            _tell_those_in_line(fresh, reason)
        rooms.offer_freed(room=room, spans=[fresh.reservation.span])
    return fresh


def _tell_those_in_line(session: CareSession, reason: str) -> None:
    waiting = list(CareWaiting.objects.open().filter(session=session).prefetch_related("sheets"))
    sheets = [sheet for each in waiting for sheet in each.sheets.all()]
    CareWaiting.objects.filter(pk__in=[each.pk for each in waiting]).update(
        state=CareWaiting.State.LEFT, held_until=None
    )
    words = {"span": session.span, "reason": reason}
    notify_many(users=guardian_logins(sheets), kind="care_called_off", context=words, path=PATH)


def note_where_to(*, session: CareSession, place: str, by: User) -> CareSession:
    """Record where children and carers go if the room is needed next. Raises not_allowed, place_needed."""
    require_staff(by)
    session.moved_to = require_words(place, "place_needed", _("Please say where they go."))
    with acting_as(by):
        session.save(update_fields=["moved_to"])
    return session
