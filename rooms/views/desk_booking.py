"""Booking on behalf of others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.errors import DomainError
from community.http import UserRequest, answer, safe_next
from community.templatetags.dates import span
from rooms import services
from rooms.forms.desk import CounterForm, DeskBookingForm
from rooms.rules.nearest import Alternative
from rooms.selectors import next_stays
from rooms.views.answers import nearest_free, slot_url
from rooms.views.desk import run_desk

PREFILLED = ("room", "start", "end", "user", "contact_name", "party_size")


def asked(request: UserRequest) -> dict[str, str]:
    """The room, the time and the person chosen by the query."""
    return {name: request.GET[name] for name in PREFILLED if name in request.GET}


@login_required
@run_desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_book(request: UserRequest) -> HttpResponse:
    """Book for someone else. The query may choose the room, the time and the person."""
    stays = next_stays()
    if request.method != "POST":
        return render(request, "desk/book.html", {"form": CounterForm(initial=asked(request), stays=stays)})
    form = CounterForm(request.POST, stays=stays)
    refused = None
    choices: list[tuple[Alternative, str]] = []
    if form.is_valid():
        try:
            booking = services.book_room(
                room=form.cleaned_data["room"],
                span=form.span,
                by=request.user,
                with_guardian=form.cleaned_data["with_guardian"],
                **form.party,
            )
        except DomainError as error:
            form.add_error(None, error.message)
            refused = error
            if error.code == "taken":
                choices = [(choice, _address(form, choice)) for choice in nearest_free(error)]
        else:
            messages.success(request, _("Booked: %(when)s.") % {"when": span(booking.span)})
            return redirect(safe_next(request, booking.get_absolute_url()))
    return answer(request, "desk/book.html", {"form": form, "choices": choices}, form=form, error=refused)


def _address(form: DeskBookingForm, choice: Alternative) -> str:
    """The URL of this form with another room and time, for the same person."""
    person = {name: form.data[name] for name in ("user", "contact_name") if form.data.get(name)}
    people = form.cleaned_data["party_size"]
    return slot_url("desk_book", span=choice.span, people=people, room=choice.room.slug, **person)
