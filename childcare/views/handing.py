"""Handing children back at the tablet: the pass, the person, done; or a refusal."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from childcare import selectors, services
from childcare.enums import Purpose
from childcare.models import CareRules, Consent, Contact, DropIn, Family, PickUp, PickupPerson
from childcare.views.access import InsideRequest, new_key, signed_on
from childcare.words import GROUP_LABELS, WORDS, Group
from community.errors import DomainError
from community.http import answer, back_with, whole_number

# Refusals with a page of their own; barred people see the same as strangers.
CALM = frozenset({"not_on_list", "barred", "expired", "not_adult", "pass_locked", "already_out"})
STRANGER = "0"
LONGER = timedelta(minutes=30)


def stays_of(request: InsideRequest, family: Family) -> list[DropIn]:
    """The children of a family who are inside in this session."""
    stays = DropIn.objects.inside().filter(sheet__family=family, session=request.session_now)
    return list(stays.select_related("sheet__child", "day_pass").order_by("sheet_id"))


@signed_on
@require_http_methods(["GET", "HEAD", "POST"])
def out(request: InsideRequest, pk: int) -> HttpResponse:
    """Choose the children, enter the pass, choose the person: all three, then they can leave."""
    if request.method != "POST":
        return show_out(request, get_object_or_404(Family, pk=pk))
    typed = request.POST
    wanted = {whole_number(each) for each in typed.getlist("stay")}
    rows = DropIn.objects.filter(sheet__family=pk, session=request.session_now, pk__in=wanted)
    words = typed.getlist("word")
    key = typed.get("key") or new_key()
    try:
        pick_ups = services.hand_over(
            drop_ins=list(rows),
            person=PickupPerson.objects.filter(pk=whole_number(typed.get("person", "")), sheet__family=pk)
            .order_by()
            .first(),
            carer=request.carer,
            key=key,
            words=(words[0], words[1]) if len(words) == 2 else None,
            code=typed.get("code", ""),
            station=request.station,
        )
    except DomainError as error:
        family = get_object_or_404(Family, pk=pk)
        if error.code in CALM:
            return _say_no(request, family, error)
        return show_out(request, family, error=error, code=typed.get("code", ""))
    return redirect("care_handed", pick_ups[0].key)


def show_out(
    request: InsideRequest, family: Family, *, error: DomainError | None = None, code: str = ""
) -> HttpResponse:
    """The page for handing back; `code` is what was scanned."""
    stays = stays_of(request, family)
    if not stays:
        if error is None:
            raise Http404
        return _say_no(request, family, error)
    typed = request.POST
    may_alone = set(
        Consent.objects.standing()
        .filter(sheet__in=[each.sheet_id for each in stays], purpose=Purpose.ALONE)
        .values_list("sheet_id", flat=True)
    )
    alone_from = CareRules.load().alone_from
    context = {
        "family": family,
        "session": request.session_now,
        "stays": stays,
        "ticked": {whole_number(each) for each in typed.getlist("stay")} or {each.pk for each in stays},
        "people": selectors.pickup_people_of(stays),
        "person": typed.get("person", ""),
        "stranger": STRANGER,
        "groups": [(GROUP_LABELS[group], [each for each in WORDS if each.group == group]) for group in Group],
        "chosen": set(typed.getlist("word")) if error is None or error.code != "wrong_pass" else set(),
        "code": code,
        "has_document": stays[0].day_pass.has_document(timezone.now()),
        "alone": [each for each in stays if each.sheet_id in may_alone and each.age >= alone_from],
        "key": new_key(),
        "error": error,
    }
    return answer(request, "childcare/out.html", context, error=error)


def _say_no(request: InsideRequest, family: Family, error: DomainError) -> HttpResponse:
    """A calm full-screen refusal: why, whom to call with one tap, and what a guardian can do remotely."""
    stays = stays_of(request, family)
    calls: dict[str, Contact] = {}
    for each in stays:
        for contact in each.sheet.contacts:
            calls.setdefault(contact["phone"], contact)
    context = {
        "family": family,
        "error": error,
        "calls": list(calls.values()),
        "is_list": error.code in ("not_on_list", "barred", "expired", "not_adult"),
        "is_out": error.code == "already_out",
    }
    return answer(request, "childcare/refused.html", context, error=error)


@signed_on
@require_safe
def handed(request: InsideRequest, key: str) -> HttpResponse:
    """The confirmation of who left with whom, which can be undone for two minutes."""
    rows = PickUp.objects.filter(key=key, drop_in__session=request.session_now, undone_at=None)
    pick_ups = list(rows.select_related("drop_in__sheet__child", "person").order_by("drop_in__sheet_id"))
    if not pick_ups:
        raise Http404
    left = int((PickUp.UNDO_WITHIN - (timezone.now() - pick_ups[0].at)).total_seconds())
    still = stays_of(request, pick_ups[0].drop_in.sheet.family)
    context = {"pick_ups": pick_ups, "first": pick_ups[0], "seconds": max(left, 0), "still": still}
    return answer(request, "childcare/handed.html", context)


@signed_on
@require_POST
def undo(request: InsideRequest, pk: int) -> HttpResponse:
    """Undo a mistaken handover within two minutes."""
    pick_up = get_object_or_404(PickUp.objects.select_related("drop_in"), pk=pk, drop_in__session=request.session_now)
    return back_with(
        request,
        lambda: services.undo_hand_over(pick_up=pick_up, carer=request.carer),
        done=_("Undone: the child is inside again."),
        to="care_door",
    )


@signed_on
@require_POST
def alone(request: InsideRequest, pk: int) -> HttpResponse:
    """Let a child of eight or more go home alone, as its guardian allowed."""
    stay = get_object_or_404(DropIn.objects.select_related("sheet__family"), pk=pk, session=request.session_now)
    try:
        done = services.send_home_alone(
            drop_in=stay, carer=request.carer, key=request.POST.get("key") or new_key(), station=request.station
        )
    except DomainError as error:
        return show_out(request, stay.sheet.family, error=error)
    return redirect("care_handed", done.key)


@signed_on
@require_POST
def longer(request: InsideRequest, pk: int) -> HttpResponse:
    """Extend a stay by half an hour, at most until the session ends."""
    stays = DropIn.objects.inside().select_related("sheet", "session")
    stay = get_object_or_404(stays, pk=pk, session=request.session_now)
    until = min(max(stay.due_at, timezone.now()) + LONGER, request.session_now.ends_at)
    return back_with(
        request,
        lambda: services.extend_stay(drop_in=stay, until=until, carer=request.carer),
        done=_("The stay is extended."),
        to="care_door",
    )
