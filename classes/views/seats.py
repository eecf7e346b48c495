"""Taking and giving up seats."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classes import services
from classes.forms import EnrolForm
from classes.models import Enrolment, InterestClass
from classes.views.browse import show_class
from community.errors import DomainError, Invalid
from community.http import UserRequest
from residents.selectors import wards_of


@login_required
@require_POST
def enrol(request: UserRequest, pk: int) -> HttpResponse:
    """Take seats, or places on the waiting list, for the reader and the children in their care."""
    wanted = get_object_or_404(InterestClass.objects.public(), pk=pk)
    form = EnrolForm(request.POST, user=request.user, shown=wanted, wards=wards_of(request.user))
    if not form.is_valid():
        return show_class(request, pk, Invalid("form", form.first_error), form)
    try:
        rows = services.enrol(interest_class=wanted, user=request.user, **form.wanted)
    except DomainError as error:
        return show_class(request, pk, error)
    messages.success(request, _ANSWERS[rows[0].state]())
    return redirect(wanted)


_ANSWERS: dict[str, Callable[[], str]] = {
    Enrolment.State.ENROLLED: lambda: _("You have a seat. See you there!"),
    Enrolment.State.WAITING: lambda: _("You are on the waiting list. We will tell you as soon as a seat is free."),
    Enrolment.State.ENTERED: lambda: _("You are in the draw. We will tell you the result."),
}


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Give up one seat or place on the waiting list."""
    left = get_object_or_404(Enrolment.objects.of(request.user).select_related("interest_class", "user"), pk=pk)
    try:
        services.withdraw(enrolment=left, by=request.user)
    except DomainError as error:
        return show_class(request, left.interest_class_id, error)
    messages.success(request, _("You have left the class. Thank you for making room."))
    return redirect(left.interest_class)
