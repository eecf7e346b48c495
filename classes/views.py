"""Classes as residents see them: the list, one class, mine."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from classes import selectors, services
from classes.forms import FilterForm
from classes.models import ClassSession, InterestClass
from community.errors import DomainError
from community.http import UserRequest

CONFLICTS = frozenset({"twice", "not_enrolled", "over", "not_open"})


@require_safe
def class_list(request: HttpRequest) -> HttpResponse:
    """Classes to join, by weekday, time of day, age and free seats."""
    form = FilterForm(request.GET)
    return render(request, "classes/list.html", {"form": form, "lines": selectors.class_list(form.wanted)})


@require_safe
def class_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One class: what it is, when it meets, and a seat in it."""
    return _show(request, pk)


def _show(request: HttpRequest, pk: int, error: DomainError | None = None) -> HttpResponse:
    shown = get_object_or_404(InterestClass.objects.public().with_seats().select_related("room"), pk=pk)
    mine, overlaps = None, []
    if request.user.is_authenticated:
        mine = shown.enrolments.active().filter(user=request.user).first()  # type: ignore[attr-defined]
        overlaps = [] if mine else selectors.overlapping(request.user, shown)
    context = {
        "shown": shown,
        "sessions": ClassSession.objects.filter(interest_class=shown, ends_at__gt=timezone.now()).select_related(
            "reservation__room"
        )[:12],
        "free_seats": max(shown.capacity - shown.enrolled, 0) if not shown.waiting else 0,  # type: ignore[attr-defined]
        "mine": mine,
        "overlaps": overlaps,
        "error": error,
    }
    status = 200 if error is None else 409 if error.code in CONFLICTS else 422
    return render(request, "classes/class.html", context, status=status)


@login_required
@require_POST
def enrol(request: UserRequest, pk: int) -> HttpResponse:
    """Take a seat, or a place in the queue."""
    wanted = get_object_or_404(InterestClass.objects.public(), pk=pk)
    try:
        enrolment = services.enrol(interest_class=wanted, user=request.user)
    except DomainError as error:
        return _show(request, pk, error)
    if enrolment.state == enrolment.State.ENROLLED:
        messages.success(request, _("You have a seat. See you there!"))
    else:
        messages.success(request, _("You are on the waiting list. We tell you as soon as a seat is free."))
    return redirect(wanted)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Give the seat or the place in the queue back."""
    left = get_object_or_404(InterestClass.objects.public(), pk=pk)
    try:
        services.withdraw(interest_class=left, user=request.user)
    except DomainError as error:
        return _show(request, pk, error)
    messages.success(request, _("You left the class. Thank you for making room."))
    return redirect(left)


@login_required
@require_safe
def my_classes(request: UserRequest) -> HttpResponse:
    """The classes in which the reader has a seat or waits for one."""
    return render(request, "classes/mine.html", {"lines": selectors.classes_of(request.user)})
