"""The register's pages: staff search and reveal, residents see their household, leaders see their building."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.http import Attempt, UserRequest, answer, client_address, permitted
from community.models import User
from community.ranges import today
from community.spreadsheets import download
from residents import selectors, services
from residents.forms import MatchForm, RevealForm, SuccessionForm
from residents.models import Appointment, Building, LoginMatch, Resident
from residents.spreadsheets import roster_workbook

PER_PAGE = 30


@permitted("residents.view_resident")
@never_cache
@require_safe
def search(request: UserRequest) -> HttpResponse:
    """Find people by name, pinyin, initials, the phone's last four digits, or an address like 3-1-101."""
    query = request.GET.get("q", "")[:100]
    found = Resident.objects.found_by(query).filter(anonymised_at=None).order_by("name_key", "pk")[: PER_PAGE + 1]
    lines = selectors.lines_of(selectors.with_address(found))
    context = {
        "query": query,
        "lines": lines[:PER_PAGE],
        "is_cut": len(lines) > PER_PAGE,
        "is_empty": not lines and not Resident.objects.exists(),
    }
    return render(request, "residents/search.html", context)


@permitted("residents.view_resident")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resident(request: UserRequest, pk: int) -> HttpResponse:
    """One resident, masked; a POST reveals one field for five minutes and is recorded."""
    shown = get_object_or_404(Resident.objects.prefetch_related("tags", "residences__household__building"), pk=pk)
    if shown.merged_into_id:
        return redirect("resident", pk=shown.merged_into_id)
    form = RevealForm(request.POST or None)
    if request.method == "POST":
        if not request.user.has_perm("residents.reveal_resident"):
            raise PermissionDenied
        if form.is_valid():
            services.reveal(resident=shown, by=request.user, **form.cleaned_data)
            return redirect("resident", pk=shown.pk)
    context = {
        "shown": shown,
        "form": form,
        "revealed": selectors.revealed_to(request.user, shown),
        "may_reveal": request.user.has_perm("residents.reveal_resident"),
    }
    return answer(request, "residents/resident.html", context, form=form)


@permitted("residents.view_appointment")
@require_safe
def roster(request: UserRequest) -> HttpResponse:
    """Every building and its leader, those that need attention first; prints on one sheet. `?format=xlsx`
    exports it.
    """
    lines = selectors.roster(in_full=request.user.has_perm("residents.change_appointment"))
    if request.GET.get("format") == "xlsx":
        return download(roster_workbook(lines), "roster.xlsx")
    context = {
        "lines": lines,
        "day": today(),
        "has_compounds": len({line.building.compound_id for line in lines}) > 1,
        "households": sum(line.households for line in lines),
        "vacant": sum(line.is_vacant for line in lines),
        "ending": sum(line.ends_soon for line in lines),
        "overloaded": sum(line.is_overloaded for line in lines),
    }
    return render(request, "residents/roster.html", context)


@permitted("residents.change_appointment")
@require_http_methods(["GET", "HEAD", "POST"])
def succeed(request: UserRequest, pk: int) -> HttpResponse:
    """Hand a role over in one step."""
    appointment = get_object_or_404(Appointment.objects.select_related("building", "compound"), pk=pk)
    form = SuccessionForm(request.POST or None)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            services.succeed(appointment=appointment, by=request.user, **form.cleaned_data)
            messages.success(request, _("Handed over."))
            return redirect("roster")
    context = {"form": form, "appointment": appointment}
    return answer(request, "residents/succeed.html", context, form=form, error=tried.error)


@login_required
@never_cache
@require_safe
def my_building(request: UserRequest) -> HttpResponse:
    """The residents of a building leader's section, masked; only during the term."""
    terms = selectors.led_by(request.user)
    if not terms:
        raise PermissionDenied
    page = Paginator(selectors.living_in(terms), 100).get_page(request.GET.get("page"))
    return render(request, "residents/my_building.html", {"scopes": [str(term.scope) for term in terms], "page": page})


@login_required
@never_cache
@require_safe
def my_door(request: UserRequest) -> HttpResponse:
    """Who is responsible for the reader's household."""
    door = selectors.door_of(request.user)
    if door is None:
        return redirect("match")
    return render(request, "residents/my_door.html", {"door": door, "leads": selectors.led_by(request.user)})


@login_required
@never_cache
@require_safe
def family(request: UserRequest) -> HttpResponse:
    """Who lives in the reader's household, according to the register."""
    members = selectors.family_of(request.user)
    if not members:
        return redirect("match")
    return render(request, "residents/family.html", {"members": members})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: UserRequest) -> HttpResponse:
    """Request a match between this login and a resident."""
    current = request.user.matches.filter(state__in=[LoginMatch.State.WAITING, LoginMatch.State.MATCHED]).first()
    form = MatchForm(request.POST or None)
    tried = Attempt(form)
    if request.method == "POST" and current is None and form.is_valid():
        with tried:
            current = services.ask_match(user=request.user, client=client_address(request), **form.cleaned_data)
            return redirect("my_door" if current.state == LoginMatch.State.MATCHED else "match")
    return answer(request, "residents/match.html", {"form": form, "current": current}, form=form, error=tried.error)


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """Who is responsible for which building, if they agreed to be named; the reader's own building first.

    `?building=` is a building's key, empty for all of them; `?q=` a name or a building's number.
    """
    query = request.GET.get("q", "").strip()[:50]
    buildings = list(Building.objects.select_related("compound"))
    home = selectors.home_of_login(request.user) if isinstance(request.user, User) else None
    asked = request.GET.get("building", "" if query or home is None else str(home.building_id))
    building = next((each for each in buildings if str(each.pk) == asked), None)
    servants = selectors.public_servants(building=building, query=query)
    context = {
        "query": query,
        "buildings": buildings,
        "has_compounds": len({each.compound_id for each in buildings}) > 1,
        "building": building,
        "is_home": home is not None and building is not None and home.building_id == building.pk,
        "servants": servants,
        "has_leader": any(each.is_leader for each in servants),
    }
    return render(request, "residents/leaders.html", context)
