"""The search, and the actions on rows; the apps provide both through the registers."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.errors import DomainError
from community.http import UserRequest, safe_next
from community.registers import acts, finding
from community.registers.staff import for_its_reader, for_staff

FIRST_PAGE = "desk"


@for_staff
@for_its_reader
@never_cache
@require_safe
def find(request: UserRequest) -> HttpResponse:
    """Search results by kind; a single match is opened directly. `?live=1` returns only the list, for the
    search field.
    """
    words = request.GET.get("q", "").strip()[: finding.LONGEST]
    found = finding.find(request, words)
    live = "live" in request.GET
    if not live and sum(len(each.hits) for each in found) == 1:
        return redirect(found[0].hits[0].url)
    context = {"query": words, "found": found}
    if live:
        return render(request, "workdesk/_found.html", context)
    in_admin = admin.site.has_permission(request)
    frame = "admin/base_site.html" if in_admin else "desk/base.html"
    site = admin.site.each_context(request) if in_admin else {}
    return render(request, "workdesk/find.html", {**site, **context, "frame": frame})


@for_staff
@require_POST
def act(request: UserRequest, name: str, key: str) -> HttpResponse:
    """Perform an action of the first page on one object, then return to the same row."""
    registered = acts.act_of(name)
    if registered is None:
        raise Http404
    if not request.user.has_perm(registered.permission):
        return HttpResponse(status=403)
    try:
        done = registered.deed(key=key, by=request.user, reason=request.POST.get("reason", "")[:200])
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(safe_next(request, FIRST_PAGE))
