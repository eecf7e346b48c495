"""Changing the people and the purpose of a booking."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.http import Attempt, UserRequest, answer
from rooms import services
from rooms.forms.booking import DetailsForm
from rooms.models import Booking
from rooms.views.answers import shown_at_top, visible_booking


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_details(request: UserRequest, ref: str) -> HttpResponse:
    """Change the people and purpose of a booking; its time stays."""
    booking = visible_booking(request, ref)
    tried = Attempt()
    if request.method == "POST":
        form = DetailsForm(request.POST, room=booking.room)
        if form.is_valid():
            with tried:
                services.change_details(
                    booking=booking,
                    party_size=form.cleaned_data["party_size"],
                    purpose=form.cleaned_data["purpose"],
                    with_guardian=form.cleaned_data.get("with_guardian", False),
                    by=request.user,
                )
                messages.success(request, _("Saved."))
                return redirect(booking)
    else:
        now = {name: getattr(booking, name) for name in ("party_size", "purpose", "with_guardian")}
        form = DetailsForm(initial=now, room=booking.room)
    context = {
        "booking": booking,
        "room": booking.room,
        "form": form,
        "error": shown_at_top(form, tried.error),
        "is_open": booking.state in (Booking.State.REQUESTED, Booking.State.CONFIRMED),
    }
    return answer(request, "bookings/details.html", context, form=form, error=tried.error)
