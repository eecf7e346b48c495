"""Ratings of a class: the form, and the summary for the teacher and staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from classes import selectors, services
from classes.forms import RatingForm
from classes.models import InterestClass
from classes.rules.ratings import rating_time
from community.http import Attempt, UserRequest, answer


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_class(request: UserRequest, pk: int) -> HttpResponse:
    """Rate a class, or change a rating within 30 days: one form for each seat that the reader is responsible for."""
    shown = get_object_or_404(InterestClass.objects.public(), pk=pk)
    seats = {str(seat.pk): seat for seat in selectors.seats_to_rate(shown, request.user)}
    if not seats:
        raise Http404
    forms = {key: RatingForm.of(seat) for key, seat in seats.items()}
    tried, sent = Attempt(), None
    if request.method == "POST":
        key = request.POST.get("seat", "")
        if key not in seats:
            raise Http404
        forms[key] = sent = RatingForm.of(seats[key], request.POST)
        if sent.is_valid():
            with tried:
                services.rate_class(enrolment=seats[key], by=request.user, **sent.cleaned_data)
                messages.success(request, _("Thank you! You can change it until the time for rating is over."))
                return redirect("rate_class", pk)
    open_, now = rating_time(shown), timezone.now()
    is_early = open_ is None or now < open_.start
    context = {
        "shown": shown,
        "seats": [(seat, forms[key]) for key, seat in seats.items()],
        "open": open_,
        "is_early": is_early,
        "is_open": open_ is not None and not is_early and now < open_.end,
        "error": tried.error,
    }
    return answer(request, "classes/ratings/rate.html", context, form=sent, error=tried.error)


@login_required
@require_safe
def class_ratings(request: UserRequest, pk: int) -> HttpResponse:
    """The average, the number of ratings, how many would come again, and anonymous comments; for the teacher
    and staff.
    """
    shown = get_object_or_404(InterestClass, pk=pk)
    if shown.teacher_id != request.user.pk and not request.user.has_perm("classes.view_rating"):
        raise Http404
    return render(request, "classes/ratings/ratings.html", {"shown": shown, "summary": selectors.ratings_of(shown)})
