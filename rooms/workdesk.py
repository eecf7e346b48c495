"""The rooms' part of the work desk: today's bookings, pending requests, visitors, and two tasks."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from community.models import User
from community.names import shown_name
from community.ranges import day_span, today
from community.registers import staff
from community.registers.ranks import Rank
from community.registers.workdesk import Act, Row, Section, Task, add_task, register
from community.templatetags.dates import clock
from rooms.models import Booking, Closure, Room, Waiting

State = Booking.State
SHOWN = [State.CONFIRMED, State.CHECKED_IN, State.COMPLETED, State.NO_SHOW]

staff.register("rooms.run_desk")
staff.let_read_names("rooms.run_desk")
add_task(
    Task(
        gettext_lazy("Book for someone"),
        "calendar-plus",
        lambda: reverse("desk_book"),
        "rooms.run_desk",
        place=10,
        returns=True,
    )
)
add_task(Task(gettext_lazy("Scan passes"), "qrcode", lambda: reverse("scan"), "rooms.run_desk", place=20))
add_task(
    Task(
        gettext_lazy("Close a room"), "lock", lambda: reverse("admin:rooms_closure_add"), "rooms.add_closure", place=40
    )
)


def sees_bookings(user: User) -> bool:
    """Whether a user may see who booked: at the desk, or in the admin."""
    return user.has_perm("rooms.run_desk") or user.has_perm("rooms.view_booking")


@register
def bookings(user: User, now: datetime) -> Iterator[Row]:
    """Today's bookings with check-in, late parties first; and requests with approve and decline. One query."""
    if not sees_bookings(user):
        return
    day, runs_desk = day_span(today()), user.has_perm("rooms.run_desk")
    of_today = Booking.objects.during(day).filter(state__in=SHOWN)
    asked = Booking.objects.upcoming(now).filter(state=State.REQUESTED)
    found = (of_today | asked).select_related("room")
    for booking in found.order_by("starts_at", "room__position", "pk"):
        url = booking.get_absolute_url() if runs_desk else ""
        yield _request(booking, user, url) if booking.state == State.REQUESTED else _of_today(booking, user, url, now)


def _of_today(booking: Booking, user: User, url: str, now: datetime) -> Row:
    return Row(
        section=Section.TODAY,
        key=f"booking-{booking.ref}",
        title=shown_name(booking.contact_name),
        url=url,
        place=str(booking.room),
        details=_about(booking),
        span=booking.span,
        rank=_rank(booking, now),
        at=booking.starts_at,
        state=None if booking.state == State.CONFIRMED else (booking.state, booking.get_state_display()),
        warning=_warning(booking, now),
        acts=_acts(booking, now) if user.has_perm("rooms.run_desk") else (),
    )


def _about(booking: Booking) -> list[str]:
    people = ngettext("%(people)d person", "%(people)d people", booking.party_size) % {"people": booking.party_size}
    return [each for each in (people, booking.purpose) if each]


def _rank(booking: Booking, now: datetime) -> Rank:
    if booking.state in (State.COMPLETED, State.NO_SHOW):
        return Rank.DONE
    return Rank.LATE if booking.state == State.CONFIRMED and booking.starts_at < now else Rank.USUAL


def _warning(booking: Booking, now: datetime) -> str:
    if booking.state != State.CONFIRMED or booking.starts_at >= now:
        return ""
    if booking.check_in_by < now:
        return _("Has not come")
    return _("Late; held until %(until)s") % {"until": clock(booking.check_in_by)}


def _acts(booking: Booking, now: datetime) -> list[Act]:
    def change(verb: str) -> str:
        return reverse("desk_change", args=[booking.ref, verb])

    if booking.state == State.CHECKED_IN:
        return [
            Act(_("Has left"), change("complete"), "logout"),
            Act(_("Undo"), change("undo")),
        ]
    if booking.state != State.CONFIRMED:
        return []
    acts = [Act(_("Check in"), reverse("check_in", args=[booking.ref]), "check", is_first=booking.starts_at <= now)]
    if booking.check_in_by < now:
        acts.append(Act(pgettext("of a party", "Did not come"), change("no-show")))
    return acts


@register
def offers(user: User, now: datetime) -> Iterator[Row]:
    """Slots held for users on the waiting list; one query."""
    if not sees_bookings(user):
        return
    held = Waiting.objects.filter(state=Waiting.State.OFFERED, offer_ends_at__gt=now).select_related("room", "user")
    for wish in held:
        yield Row(
            section=Section.TODAY,
            key=f"offer-{wish.pk}",
            title=str(wish.user),
            place=str(wish.room),
            details=[_("offered; held until %(until)s") % {"until": clock(wish.offer_ends_at)}],
            span=wish.span,
            has_day=True,
            at=wish.offer_ends_at,
            icon="hourglass",
        )


@register
def closures_today(user: User, now: datetime) -> Iterator[Row]:
    """Rooms that are closed today; one query."""
    if not sees_bookings(user):
        return
    closed = Closure.objects.filter(
        reservation__released_at=None, reservation__during__overlap=day_span(today()).range
    ).select_related("reservation__room")
    for closure in closed:
        span = closure.reservation.span
        yield Row(
            section=Section.TODAY,
            key=f"closure-{closure.pk}",
            title=str(closure.reservation.room),
            place=pgettext("a room", "closed"),
            details=[closure.in_reader_language("reason")],
            span=span,
            at=span.start,
            icon="lock",
            rank=Rank.DONE if span.end <= now else Rank.USUAL,
        )


def _requests(count: int) -> str:
    return ngettext(
        "%(count)d booking waits for your approval.", "%(count)d bookings wait for your approval.", count
    ) % {"count": count}


def _request(booking: Booking, user: User, url: str) -> Row:
    decides = user.has_perm("rooms.approve_booking")
    return Row(
        section=Section.DECISIONS,
        key=f"request-{booking.ref}",
        title=shown_name(booking.contact_name),
        url=url,
        place=str(booking.room),
        details=_about(booking),
        span=booking.span,
        has_day=True,
        rank=Rank.DUE if booking.starts_at < day_span(today()).end else Rank.USUAL,
        at=booking.starts_at,
        acts=_answers(booking) if decides else (),
        says=_requests if decides else None,
    )


def _answers(booking: Booking) -> list[Act]:
    return [
        Act(
            pgettext("a request", "Approve"),
            reverse("desk_change", args=[booking.ref, "approve"]),
            "check",
            is_first=True,
        ),
        Act(
            pgettext("a request", "Decline …"),
            reverse("desk_change", args=[booking.ref, "decline"]),
            asks=_("Reason, shown to the residents"),
        ),
    ]


@register
def visitors(user: User, now: datetime) -> Iterator[Row]:
    """Each room with today's visitor count, and buttons to count one in or out; one query."""
    if not user.has_perm("rooms.run_desk"):
        return
    for room in Room.objects.in_use().select_related("head_count"):
        count = getattr(room, "head_count", None)
        inside = count.people if count and count.day == today() else 0
        url = reverse("head_count", args=[room.slug])
        out = Act("−", url, name="delta", value="-1", spoken=_("One out:"))
        one_in = Act("+", url, name="delta", value="1", spoken=_("One in:"))
        yield Row(
            section=Section.VISITORS,
            key=f"visitors-{room.slug}",
            title=str(room),
            value=f"{inside} / {room.capacity}",
            acts=[out, one_in],
        )
