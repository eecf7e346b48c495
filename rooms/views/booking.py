"""Pages with which residents book, view, move and cancel."""

from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.addresses import public_address
from community.errors import Conflict, DomainError
from community.http import Attempt, UserRequest, answer
from community.models import User
from community.registers.engagements import engagements_of
from rooms import services
from rooms.forms.booking import MINUTE, BookingForm, SpanForm, StayForm
from rooms.models import Booking, Room, Waiting
from rooms.rules.fairness import fairness
from rooms.views.answers import may_change, nearest_free, room_or_404, shown_at_top, slot_url, visible_booking
from rooms.views.times import offer_times

PAST_PER_PAGE, AHEAD_PER_PAGE = 10, 20
WEEK = timedelta(weeks=1)
PURPOSE_KEPT = "purpose_of_booking"
KEPT_THROUGH_LOG_IN = ("date", "days", "start", "end", "length", "party_size", "again")


@require_http_methods(["GET", "HEAD", "POST"])
def book_room(request: HttpRequest, slug: str) -> HttpResponse:
    """Book one room. `?start=` and `?length=` (or `?end=`) choose a slot, `?date=` only a day.

    Anonymous visitors log in first and return to the same slot. A POST with `show` only updates the offered times for
    another number of people.
    """
    room = room_or_404(slug)
    if not isinstance(request.user, User):
        return _log_in_first(request, room)
    request = cast(UserRequest, request)
    if request.method != "POST" or "show" in request.POST:
        suggested = _as_before(request, room) | _kept_purpose(request)
        form = BookingForm(initial=suggested | _typed(request, BookingForm), room=room)
        return _show_book(request, room, form)
    form = BookingForm(request.POST, room=room)
    if not form.is_valid():
        return _show_book(request, room, form)
    try:
        booking = services.book_room(
            room=room,
            span=form.span,
            by=request.user,
            user=request.user,
            party_size=form.cleaned_data["party_size"],
            purpose=form.cleaned_data["purpose"],
            with_guardian=form.cleaned_data.get("with_guardian", False),
            idempotency_key=form.idempotency_key,
        )
    except DomainError as error:
        return _show_book(request, room, form, error=error)
    if booking.state == Booking.State.REQUESTED:
        messages.success(request, _("Request sent. The time is held for you until staff have decided."))
    else:
        messages.success(request, _("Booked. See you there!"))
    return redirect(booking)


def _log_in_first(request: HttpRequest, room: Room) -> HttpResponse:
    """Redirect to the login page and then back to the chosen slot, also for a form sent after the login had expired."""
    typed = request.POST if request.method == "POST" else request.GET
    asked = {name: typed.get(name) or request.GET.get(name) for name in KEPT_THROUGH_LOG_IN}
    kept = {name: value for name, value in asked.items() if value}
    if request.method == "POST":
        messages.info(request, _("Please log in to finish: your chosen time is saved."))
        # The purpose of a booking is private, so it does not appear in an address.
        request.session[PURPOSE_KEPT] = typed.get("purpose", "")[:200]
    back = reverse("book_room", args=[room.slug])
    return redirect_to_login(f"{back}?{urlencode(kept)}" if kept else back)


def _as_before(request: UserRequest, room: Room) -> dict[str, Any]:
    """An earlier booking of the reader's (`?again=` and its reference) a week or weeks later, as initial values."""
    before = Booking.objects.of(request.user).filter(room=room, ref=request.GET.get("again", "")).first()
    if before is None:
        return {}
    start = before.starts_at
    while start < timezone.now():
        start += WEEK
    return {
        "start": start,
        "length": before.span.duration // MINUTE,
        "party_size": before.party_size,
        "purpose": before.purpose,
        "with_guardian": before.with_guardian,
    }


def _kept_purpose(request: HttpRequest) -> dict[str, Any]:
    purpose = request.session.pop(PURPOSE_KEPT, "") if PURPOSE_KEPT in request.session else ""
    return {"purpose": purpose} if purpose else {}


def _show_book(
    request: UserRequest, room: Room, form: BookingForm, *, error: DomainError | None = None
) -> HttpResponse:
    people = form.chosen("party_size") or 1
    if people > room.capacity:
        people = 1  # the number is refused; the chosen time stays until there is another
    at_top = shown_at_top(form, error)
    known_share = error.details.get("share") if error else None
    context: dict[str, Any] = {"error": error} | offer_times(request, form, room, people=people)
    context |= {
        "form": form,
        "room": room,
        "people": people,
        "error": at_top if error else context["error"],
        "house_rules": room.in_reader_language("house_rules"),
        "share": known_share or fairness(request.user, room.kind, form.chosen("start") or timezone.now()),
    }
    # Other engagements only matter while the slot is still available.
    if form.chosen_span is not None and error is None:
        context["busy_with"] = engagements_of(request.user, form.chosen_span)
    context |= _ways_out(context["error"], form, people=people, name="book_room", argument=room.slug)
    if request.method != "POST" and "taken_span" in context:
        own = Booking.objects.of(request.user).active().during(context["taken_span"]).filter(room=room).first()
        if own is not None:  # such as after going back from its page
            context |= {
                "own": own,
                "wait_url": "",
                "error": Conflict("yours", _("You have booked this time yourself.")),
            }
    return answer(request, "bookings/book.html", context, form=form, error=error)


def _ways_out(
    error: DomainError | None, form: StayForm, *, people: int, name: str, argument: str, same_room: bool = False
) -> dict[str, Any]:
    """Where to go from a taken time: to the nearest free ones, or to the waiting list."""
    span = form.chosen_span
    if error is None or error.code != "taken" or span is None:
        return {}
    return {
        "taken_span": span,
        "choices": [
            (choice, slot_url(name, argument if same_room else choice.room.slug, span=choice.span, people=people))
            for choice in nearest_free(error)
            if choice.room == form.room or not same_room
        ],
        "wait_url": slot_url("join_waiting", form.room.slug, span=span, people=people),
    }


def _typed(request: HttpRequest, form_class: type[StayForm]) -> dict[str, Any]:
    """What was chosen or typed so far, as a form's initial values."""
    typed = request.POST if request.method == "POST" else request.GET
    found: dict[str, Any] = {name: typed[name] for name in form_class.base_fields if name in typed}
    if "length" not in found and "start" in typed and "end" in typed:
        times = SpanForm(typed)
        if times.is_valid():
            found["length"] = times.span.duration // MINUTE
    return found


@login_required
@require_safe
def my_bookings(request: UserRequest) -> HttpResponse:
    """The reader's upcoming bookings, waiting list entries, and past bookings."""
    now = timezone.now()
    own = Booking.objects.of(request.user).select_related("room")
    upcoming = own.upcoming(now).order_by("starts_at")
    feed_url = public_address(reverse("my_feed", args=[request.user.calendar_token]))
    past = own.exclude(pk__in=upcoming.values("pk")).order_by("-starts_at", "-pk")
    context = {
        "upcoming": Paginator(upcoming, AHEAD_PER_PAGE).get_page(request.GET.get("ahead")),
        "waiting": Waiting.objects.filter(
            user=request.user, state__in=Waiting.State.open(), during__endswith__gt=now
        ).select_related("room"),
        "past": Paginator(past, PAST_PER_PAGE).get_page(request.GET.get("page")),
        "feed_url": feed_url,
        # Phones open their calendar at this scheme and ask whether to subscribe.
        "subscribe_url": f"webcal://{feed_url.partition('//')[2]}",
    }
    return render(request, "bookings/my_bookings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_booking(request: UserRequest, ref: str) -> HttpResponse:
    """Move a booking within its room; the old time is held until the new one is granted."""
    booking = visible_booking(request, ref)
    if request.method != "POST":
        starts = {} if "date" in request.GET else {"start": booking.starts_at}
        local = timezone.localtime(booking.starts_at, timezone.get_default_timezone())
        kept = starts | {"length": booking.span.duration // MINUTE, "clock": local.time()}
        form = StayForm(initial=kept | _typed(request, StayForm), room=booking.room)
        return _show_change(request, booking, form)
    form = StayForm(request.POST, room=booking.room)
    if not form.is_valid():
        return _show_change(request, booking, form)
    try:
        booking = services.change_time(booking=booking, span=form.span, by=request.user)
    except DomainError as error:
        return _show_change(request, booking, form, error=error)
    messages.success(request, _("Moved. Your pass stays the same."))
    return redirect(booking)


def _show_change(
    request: UserRequest, booking: Booking, form: StayForm, *, error: DomainError | None = None
) -> HttpResponse:
    people = booking.party_size
    desk = booking.user_id != request.user.pk
    context: dict[str, Any] = {"error": error}
    context |= offer_times(request, form, booking.room, people=people, besides=booking, desk=desk)
    context |= {
        "form": form,
        "booking": booking,
        "room": booking.room,
        "people": people,
        "error": error or context["error"],
        "may_change": may_change(booking, request.user),
    }
    context |= _ways_out(
        context["error"], form, people=people, name="change_booking", argument=booking.ref, same_room=True
    )
    return answer(request, "bookings/change.html", context, form=form, error=error)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_booking(request: UserRequest, ref: str) -> HttpResponse:
    """Ask for confirmation, then cancel."""
    booking = visible_booking(request, ref)
    tried = Attempt()
    if request.method == "POST":
        with tried:
            services.cancel_booking(booking=booking, by=request.user)
            messages.success(request, _("Cancelled. Thank you for making room for your neighbours."))
            return redirect("my_bookings" if booking.user_id == request.user.pk else booking)
    context = {
        "booking": booking,
        "room": booking.room,
        "error": tried.error,
        "may_change": may_change(booking, request.user),
    }
    return answer(request, "bookings/cancel.html", context, error=tried.error)
