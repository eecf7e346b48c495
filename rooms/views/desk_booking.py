"""Booking on behalf of others: once, or weekly for a group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.errors import DomainError
from community.http import UserRequest
from community.ranges import Span
from community.templatetags.dates import span
from rooms import services
from rooms.forms.desk import DeskBookingForm, SeriesForm, choice_value
from rooms.rules.availability import Alternative
from rooms.views.answers import nearest_free, slot_url, status_of
from rooms.views.desk import run_desk

PREFILLED = ("room", "start", "end", "user", "contact_name", "party_size")


def _asked(request: UserRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in PREFILLED if name in request.GET}


@login_required
@run_desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_book(request: UserRequest) -> HttpResponse:
    """Book for somebody else. The query may choose the room, the time and the person."""
    if request.method != "POST":
        return render(request, "desk/book.html", {"form": DeskBookingForm(initial=_asked(request))})
    form = DeskBookingForm(request.POST)
    status = 422
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
            status = status_of(error)
            if error.code == "taken":
                choices = [(choice, _address(form, choice)) for choice in nearest_free(error)]
        else:
            messages.success(request, _("Booked: %(when)s.") % {"when": span(booking.span)})
            return redirect(booking)
    return render(request, "desk/book.html", {"form": form, "choices": choices}, status=status)


def _address(form: DeskBookingForm, choice: Alternative) -> str:
    """The same form with another room and time chosen, for the same person."""
    person = {name: form.data[name] for name in ("user", "contact_name") if form.data.get(name)}
    people = form.cleaned_data["party_size"]
    return slot_url("desk_book", span=choice.span, people=people, room=choice.room.slug, **person)


@login_required
@run_desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_series(request: UserRequest) -> HttpResponse:
    """A weekly booking: first its plan with every clash, then the dates that staff ticked."""
    if request.method != "POST":
        return render(request, "desk/series.html", {"form": SeriesForm(initial=_asked(request))})
    form = SeriesForm(request.POST)
    plan = None
    status = 422
    if form.is_valid():
        try:
            if "book" in request.POST:
                series = services.book_series(
                    choices=form.choices(request.POST.getlist("choice")),
                    until=form.cleaned_data["until"],
                    by=request.user,
                    **form.party,
                )
                count = series.bookings.count()
                messages.success(request, _("Booked: %(count)d dates.") % {"count": count})
                return redirect("desk")
            plan, status = _plan(request, form), 200
        except ValidationError as error:
            form.add_error(None, error)
        except DomainError as error:
            form.add_error(None, _said(error))
            status = status_of(error)
            if "book" in request.POST:
                plan = _plan(request, form)
    return render(request, "desk/series.html", {"form": form, "plan": plan}, status=status)


def _said(error: DomainError) -> str:
    """What went wrong, and on which date where the error names one."""
    clash = error.details.get("span")
    return f"{span(clash)}: {error.message}" if isinstance(clash, Span) else error.message


def _plan(request: UserRequest, form: SeriesForm) -> list[dict[str, object]]:
    """Each week of the plan with the value of its tick box, and that of its alternative."""
    room = form.cleaned_data["room"]
    sessions = services.plan_series(
        room=room,
        first=form.span,
        until=form.cleaned_data["until"],
        by=request.user,
        party_size=form.cleaned_data["party_size"],
    )
    return [
        {
            "session": session,
            "value": choice_value(room, session.span),
            "alternative_value": session.alternative
            and choice_value(session.alternative.room, session.alternative.span),
        }
        for session in sessions
    ]
