"""Single sessions: a member's upcoming ones, and guests' seats."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classes import selectors, services
from classes.enums import EnrolmentState
from classes.forms import GuestForm
from classes.models import Attendance, ClassSession, Enrolment
from community.errors import DomainError
from community.http import Attempt, UserRequest, answer
from residents.selectors import wards_of


def _seat_of(request: UserRequest, pk: int) -> Enrolment:
    found = Enrolment.objects.of(request.user).select_related("interest_class", "child", "user")
    return get_object_or_404(found, pk=pk)


@login_required
@require_safe
def seat(request: UserRequest, pk: int) -> HttpResponse:
    """The reader's own seat: upcoming sessions, from which they can be excused, and past ones."""
    return _show(request, _seat_of(request, pk))


def _show(request: UserRequest, mine: Enrolment, error: DomainError | None = None) -> HttpResponse:
    context = {
        "seat": mine,
        "is_enrolled": mine.state == EnrolmentState.ENROLLED,
        "record": selectors.record_of(mine),
        "error": error,
    }
    return answer(request, "classes/seat.html", context, error=error)


@login_required
@require_POST
def excuse(request: UserRequest, pk: int, session: int) -> HttpResponse:
    """Excuse the reader from a session, or take that back."""
    mine = _seat_of(request, pk)
    missed = get_object_or_404(ClassSession.objects.filter(interest_class=mine.interest_class_id), pk=session)
    verb = services.take_back_excuse if "undo" in request.POST else services.excuse
    try:
        verb(enrolment=mine, session=missed, by=request.user)
    except DomainError as error:
        return _show(request, mine, error)
    return redirect("my_seat", mine.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_seat(request: UserRequest, pk: int) -> HttpResponse:
    """Take a seat in one session only, for the reader or a child in their care."""
    found = ClassSession.objects.open()
    wanted = get_object_or_404(found.select_related("interest_class", "reservation__room"), pk=pk)
    form = GuestForm(request.POST or None, user=request.user, wards=wards_of(request.user))
    tried = Attempt(form)
    if form.is_valid():
        with tried:
            services.take_guest_seat(session=wanted, user=request.user, child=form.child)
            messages.success(request, _("You have a seat in this session. See you there!"))
            return redirect("my_classes")
    context = {"session": wanted, "form": form}
    return answer(request, "classes/guest_seat.html", context, form=form, error=tried.error)


@login_required
@require_POST
def give_back(request: UserRequest, pk: int) -> HttpResponse:
    """Give a guest's seat back."""
    found = Attendance.objects.filter(user=request.user, enrolment=None).select_related("session__interest_class")
    given = get_object_or_404(found, pk=pk)
    try:
        services.give_back_guest_seat(guest=given, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The seat is free again. Thank you for telling us."))
    return redirect("my_classes")
