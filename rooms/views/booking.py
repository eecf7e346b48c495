"""The resident's side of booking: book, look, change the time, cancel."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.errors import DomainError
from community.http import UserRequest
from community.models import User
from community.qr import qr_svg
from rooms import services
from rooms.availability import fairness
from rooms.forms import BookingForm, SpanForm
from rooms.hours import day_status
from rooms.models import Booking, Room, Waiting
from rooms.slots import free_starts
from rooms.views.answers import nearest_free, slot_url, status_of, visible_booking

PAST_PER_PAGE = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def book_room(request: UserRequest, slug: str) -> HttpResponse:
    """Book one room. `?start=` and `?end=` choose a slot, `?date=` only a day.

    A POST with `show` lists the ends for another start without booking: what the page
    does by itself where JavaScript runs.
    """
    room = get_object_or_404(Room.objects.in_use().select_related("kind"), slug=slug)
    if request.method != "POST" or "show" in request.POST:
        form = BookingForm(initial=_typed(request, BookingForm), room=room)
        return _show_book(request, room, form)
    form = BookingForm(request.POST, room=room)
    if not form.is_valid():
        return _show_book(request, room, form, status=422)
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


def _show_book(
    request: UserRequest, room: Room, form: BookingForm, *, error: DomainError | None = None, status: int = 200
) -> HttpResponse:
    people = min(form.chosen("party_size") or 1, room.capacity)
    context = _offer(request, form, room, people=people) | {
        "form": form,
        "room": room,
        "people": people,
        "error": error,
        "house_rules": room.in_reader_language("house_rules"),
        "share": fairness(request.user, room.kind, form.chosen("start") or timezone.now()),
    }
    if error and error.code == "taken":
        context["choices"] = [
            (choice, slot_url("book_room", choice.room.slug, span=choice.span, people=people))
            for choice in nearest_free(error)
        ]
        context["wait_url"] = slot_url("join_waiting", room.slug, span=form.span, people=people)
    return render(request, "bookings/book.html", context, status=status_of(error) if error else status)


def _typed(request: HttpRequest, form_class: type[SpanForm]) -> dict[str, Any]:
    """What was chosen or typed so far, as a form's initial values."""
    typed = request.POST if request.method == "POST" else request.GET
    return {name: typed[name] for name in form_class.base_fields if name in typed}


def _offer(
    request: HttpRequest, form: SpanForm, room: Room, *, people: int, besides: Booking | None = None
) -> dict[str, Any]:
    """Put the free starts and ends of the day in question into the form."""
    start = form.chosen("start")
    day = timezone.localdate(start) if start else _asked_day(request)
    starts = free_starts(room, day, people=people, besides=besides) if room.is_bookable else []
    is_free = form.offer(starts)
    today = timezone.localdate()
    last_day = today + timedelta(days=room.advance_days)
    return {
        "day": day,
        "day_status": day_status(day),
        "today": today,
        "last_day": last_day,
        "previous_day": day - timedelta(days=1) if day > today else None,
        "next_day": day + timedelta(days=1) if day < last_day else None,
        "starts": starts,
        "slot_gone": bool(starts) and not is_free and not form.is_bound,
    }


def _asked_day(request: HttpRequest) -> date:
    try:
        asked = parse_date(request.GET.get("date", ""))
    except ValueError:  # the 30th of February
        asked = None
    today = timezone.localdate()
    return asked if asked and today <= asked <= today + timedelta(days=366) else today


@login_required
@require_safe
def my_bookings(request: UserRequest) -> HttpResponse:
    """What lies ahead, what the reader waits for, and what is over."""
    now = timezone.now()
    own = Booking.objects.of(request.user).select_related("room")
    upcoming = own.upcoming(now).order_by("starts_at")
    feed_url = request.build_absolute_uri(reverse("my_feed", args=[request.user.calendar_token]))
    past = own.exclude(pk__in=upcoming.values("pk")).order_by("-starts_at", "-pk")
    context = {
        "upcoming": upcoming,
        "waiting": Waiting.objects.filter(
            user=request.user, state__in=[Waiting.State.WAITING, Waiting.State.OFFERED], during__endswith__gt=now
        ).select_related("room"),
        "past": Paginator(past, PAST_PER_PAGE).get_page(request.GET.get("page")),
        "feed_url": feed_url,
        # Phones open their calendar at this scheme and ask whether to subscribe.
        "subscribe_url": f"webcal://{feed_url.partition('//')[2]}",
    }
    return render(request, "bookings/my_bookings.html", context)


def _may_change(booking: Booking, user: User) -> bool:
    """Whether cancelling and changing are still open to this reader."""
    if booking.state not in (Booking.State.REQUESTED, Booking.State.CONFIRMED):
        return False
    return timezone.now() <= booking.cancel_by or (booking.user_id != user.pk and user.has_perm("rooms.run_desk"))


@login_required
@never_cache
@require_safe
def booking(request: UserRequest, ref: str) -> HttpResponse:
    """One booking with its pass."""
    booking = visible_booking(request, ref)
    context = {
        "booking": booking,
        "room": booking.room,
        "is_open": booking.state in (Booking.State.REQUESTED, Booking.State.CONFIRMED),
        "may_change": _may_change(booking, request.user),
    }
    return render(request, "bookings/booking.html", context)


@login_required
@never_cache
@require_safe
def booking_qr(request: UserRequest, ref: str) -> HttpResponse:
    """The pass: a QR code of the address where staff check the booking in."""
    booking = visible_booking(request, ref)
    target = request.build_absolute_uri(reverse("check_in", args=[booking.ref]))
    return HttpResponse(qr_svg(target, title=booking.ref), content_type="image/svg+xml")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_booking(request: UserRequest, ref: str) -> HttpResponse:
    """Move a booking within its room; the old time is kept until the new one is won."""
    booking = visible_booking(request, ref)
    if request.method != "POST" or "show" in request.POST:
        kept = {} if "date" in request.GET else {"start": booking.starts_at, "end": booking.ends_at}
        form = SpanForm(initial=kept | _typed(request, SpanForm))
        return _show_change(request, booking, form)
    form = SpanForm(request.POST)
    if not form.is_valid():
        return _show_change(request, booking, form, status=422)
    try:
        booking = services.change_time(booking=booking, span=form.span, by=request.user)
    except DomainError as error:
        return _show_change(request, booking, form, error=error)
    messages.success(request, _("Moved. Your pass stays the same."))
    return redirect(booking)


def _show_change(
    request: UserRequest, booking: Booking, form: SpanForm, *, error: DomainError | None = None, status: int = 200
) -> HttpResponse:
    context = _offer(request, form, booking.room, people=booking.party_size, besides=booking) | {
        "form": form,
        "booking": booking,
        "room": booking.room,
        "people": booking.party_size,
        "error": error,
        "may_change": _may_change(booking, request.user),
    }
    if error and error.code == "taken":
        context["choices"] = [
            (choice, slot_url("change_booking", booking.ref, span=choice.span, people=booking.party_size))
            for choice in nearest_free(error)
            if choice.room == booking.room
        ]
        context["wait_url"] = slot_url("join_waiting", booking.room.slug, span=form.span, people=booking.party_size)
    return render(request, "bookings/change.html", context, status=status_of(error) if error else status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_booking(request: UserRequest, ref: str) -> HttpResponse:
    """Ask once more, then cancel."""
    booking = visible_booking(request, ref)
    error = None
    if request.method == "POST":
        try:
            services.cancel_booking(booking=booking, by=request.user)
        except DomainError as refused:
            error = refused
        else:
            messages.success(request, _("Cancelled. Thank you for making room for your neighbours."))
            return redirect("my_bookings" if booking.user_id == request.user.pk else booking)
    context = {
        "booking": booking,
        "room": booking.room,
        "error": error,
        "may_change": _may_change(booking, request.user),
    }
    return render(request, "bookings/cancel.html", context, status=status_of(error) if error else 200)
