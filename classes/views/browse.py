"""Classes as residents see them: the list, one class, their own, and draws."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from classes import selectors
from classes.forms import EnrolForm, FilterForm
from classes.models import Draw, InterestClass
from classes.rules.seats import seats_of, with_seats
from classes.rules.teaching import teaches
from classes.sharing import shared_class
from classes.views.chips import class_chips
from community.errors import DomainError
from community.http import UserRequest, answer
from community.models import User
from community.shared_pages import seen_by_everybody
from community.templatetags.dates import until
from residents.selectors import wards_of


@require_safe
@seen_by_everybody
def class_list(request: HttpRequest) -> HttpResponse:
    """Classes to join, by kind, weekday, words, free seats, time of day and age; and open proposals."""
    form = FilterForm(request.GET)
    wanted = form.wanted
    lines = selectors.class_list(wanted, request.GET.get("page"))
    context = {
        "form": form,
        "wanted": wanted,
        "lines": lines,
        "proposals": selectors.newest_proposals(),
        **class_chips(request, wanted, is_many=lines.paginator.count > selectors.FEW),
    }
    return render(request, "classes/list.html", context)


@require_safe
def class_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one class: description, sessions and seats."""
    return show_class(request, pk)


def show_class(
    request: HttpRequest, pk: int, error: DomainError | None = None, form: EnrolForm | None = None
) -> HttpResponse:
    """Render the page of one class, with the refusal of the last request."""
    found = with_seats(InterestClass.objects.public().select_related("room__kind", "draw"))
    shown = get_object_or_404(found, pk=pk)
    sessions = selectors.sessions_shown(shown)
    context = {
        "shown": shown,
        "sessions": sessions,
        "has_provisional": any(getattr(each, "is_provisional", False) for each in sessions),
        "when": f"{shown.get_weekday_display()} {until(shown.starts, shown.ends)}\N{NO-BREAK SPACE}· {shown.room}",
        "seats": seats_of(shown),
        "draw": getattr(shown, "draw", None),
        "shared": shared_class(shown),
        "error": error,
        "needs_birth_date": error is not None and error.code == "age_unknown",
    }
    if request.user.is_authenticated:
        context |= _own(request.user, shown, form)
    return answer(request, "classes/class.html", context, error=error)


def _own(user: User, shown: InterestClass, form: EnrolForm | None) -> dict[str, object]:
    mine, overlaps = selectors.seats_around(user, shown)
    form = form or EnrolForm(user=user, shown=shown, wards=wards_of(user), mine=mine)
    return {
        "mine": mine,
        "form": form,
        "overlaps": [] if mine else overlaps,
        "is_teacher": teaches(shown, user),
    }


@login_required
@require_safe
def my_classes(request: UserRequest) -> HttpResponse:
    """The classes in which the reader, or a child in their care, has a seat or is waiting."""
    context = {
        "lines": selectors.classes_of(request.user, request.GET.get("page")),
        "teaches": InterestClass.objects.filter(teacher=request.user).exists(),
        "guest_seats": selectors.guest_seats_of(request.user),
        "certificates": selectors.certificates_of(request.user),
    }
    return render(request, "classes/mine.html", context)


@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """A draw for everyone to verify: the hash before, the seed and every lot afterwards."""
    shown = get_object_or_404(Draw.objects.select_related("interest_class"), pk=pk)
    get_object_or_404(InterestClass.objects.public(), pk=shown.interest_class_id)
    lots = shown.entries.filter(order__isnull=False).order_by("order")
    return render(request, "classes/draw.html", {"draw": shown, "lots": lots})
