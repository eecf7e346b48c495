"""Waiting for a taken slot, and the offer once it is free."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.errors import DomainError
from community.http import Attempt, UserRequest, answer, back_with
from rooms import services
from rooms.forms.booking import AcceptForm, WaitForm
from rooms.models import BookingPolicy, Waiting
from rooms.views.answers import room_or_404, shown_at_top, slot_url


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_waiting(request: UserRequest, slug: str) -> HttpResponse:
    """Join the waiting list for a slot; a GET with `start` and `end` asks for confirmation."""
    room = room_or_404(slug)
    form = WaitForm(request.POST if request.method == "POST" else request.GET, room=room)
    tried = Attempt()
    if form.is_valid() and request.method == "POST":
        with tried:
            services.join_waiting(room=room, span=form.span, user=request.user, places=form.cleaned_data["party_size"])
            messages.success(request, _("We will tell you as soon as it is free."))
            return redirect("my_bookings")
    span = None if form.has_error("start") or form.has_error("end") else form.span
    people = form.cleaned_data.get("party_size", 1)
    context = {
        "room": room,
        "form": form,
        "span": span,
        "error": shown_at_top(form, tried.error),
        "is_free": tried.error is not None and tried.error.code == "is_free",
        "book_url": slot_url("book_room", room.slug, span=span, people=people) if span else "",
        "offer_minutes": BookingPolicy.load().offer_minutes,
    }
    return answer(request, "bookings/wait.html", context, form=form, error=tried.error)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: UserRequest, pk: int) -> HttpResponse:
    """A waiting list entry: still in line, or with an offer to accept."""
    wish = get_object_or_404(Waiting.objects.select_related("room__kind"), pk=pk, user=request.user)
    form = AcceptForm(request.POST if request.method == "POST" else None, room=wish.room)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            booking = services.accept_offer(
                waiting=wish,
                by=request.user,
                purpose=form.cleaned_data["purpose"],
                with_guardian=form.cleaned_data.get("with_guardian", False),
            )
        except DomainError as refused:
            error = refused
            wish.refresh_from_db(fields=["state", "offer_ends_at"])
        else:
            messages.success(request, _("It is yours."))
            return redirect(booking)
    context = {
        "waiting": wish,
        "room": wish.room,
        "form": form,
        "error": error,
        "is_offered": wish.offer_ends_at is not None
        and wish.state == Waiting.State.OFFERED
        and wish.offer_ends_at > timezone.now(),
        "is_waiting": wish.state == Waiting.State.WAITING,
    }
    return answer(request, "bookings/waiting.html", context, form=form, error=error)


@login_required
@require_POST
def leave_waiting(request: UserRequest, pk: int) -> HttpResponse:
    """Leave the waiting list, or decline an offer in favour of the next in line."""
    wish = get_object_or_404(Waiting, pk=pk, user=request.user)
    return back_with(
        request,
        lambda: services.leave_waiting(waiting=wish, by=request.user),
        done=_("Passed on. Thank you."),
        to="my_bookings",
    )
