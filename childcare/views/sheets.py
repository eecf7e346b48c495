"""Care sheets and consents: by a guardian at home, or by staff for a visiting child."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from childcare import selectors, services
from childcare.enums import Purpose
from childcare.forms import SheetForm, VisitingForm
from childcare.models import CareSheet
from childcare.views.access import runs_childcare
from community.http import Attempt, UserRequest, answer, back, back_with
from residents.models import Resident
from residents.selectors import wards_of

# Ticked together on a new sheet, before the optional consents.
FIRST = (Purpose.DATA, Purpose.HEALTH)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest, pk: int) -> HttpResponse:
    """A child's first sheet, with a box for each consent."""
    child = next((each for each in wards_of(request.user) if each.pk == pk), None)
    if child is None:
        raise Http404
    known = CareSheet.objects.filter(child=child).first()
    if known is not None:
        return redirect("care_sheet", known.pk)
    first = {"name_1": request.user.name, "phone_1": request.user.phone, "kin_1": "mother"}
    form = SheetForm(request.POST or None, initial={"called": child.name[1:] or child.name} | first)
    return _fill_in(request, form, child=child)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Edit a sheet; its consents are listed below."""
    sheet = _own(request, pk)
    form = SheetForm(request.POST or None, initial=SheetForm.initial_of(sheet))
    return _fill_in(request, form, sheet=sheet)


def _own(request: UserRequest, pk: int) -> CareSheet:
    sheet = next((each for each in selectors.sheets_of(request.user) if each.pk == pk), None)
    if sheet is None:
        raise Http404
    return sheet


def _fill_in(
    request: UserRequest, form: SheetForm, *, child: Resident | None = None, sheet: CareSheet | None = None
) -> HttpResponse:
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            saved = services.save_care_sheet(by=request.user, child=child, sheet=sheet, **form.words)
            if sheet is None:
                _consent_to(request, saved)
            return back(request, _("Saved. Thank you!"), to="my_childcare")
    texts = selectors.consent_texts()
    given = selectors.agreed_texts(sheet) if sheet is not None else {}
    context = {
        "sheet": sheet,
        "child": child,
        "called": sheet.called if sheet else child and child.name,
        "form": form,
        "consents": [(each, texts.get(each), given.get(each), each in FIRST) for each in Purpose],
        "ticked": set(request.POST.getlist("consent")),
        "data": Purpose.DATA,
    }
    return answer(request, "childcare/sheet.html", context, error=tried.error, form=form)


def _consent_to(request: UserRequest, sheet: CareSheet) -> None:
    """Save each ticked box as a separate consent."""
    for purpose in request.POST.getlist("consent"):
        if purpose in Purpose.values:
            services.give_consent(sheet=sheet, purpose=purpose, by=request.user)


@login_required
@require_POST
def confirm(request: UserRequest, pk: int) -> HttpResponse:
    """Confirm that a sheet is still right, with one tap."""
    sheet = _own(request, pk)
    return back_with(
        request,
        lambda: services.confirm_sheet(sheet=sheet, by=request.user),
        done=_("Thank you. That is valid for a year."),
        to="my_childcare",
    )


@login_required
@require_POST
def consent(request: UserRequest, pk: int) -> HttpResponse:
    """Give or withdraw one consent."""
    sheet, purpose = _own(request, pk), request.POST.get("purpose", "")
    if purpose not in Purpose.values:
        raise Http404
    verb = services.withdraw_consent if "withdraw" in request.POST else services.give_consent
    return back_with(
        request,
        lambda: verb(sheet=sheet, purpose=purpose, by=request.user),
        done=_("Noted."),
        to=f"{request.path.removesuffix('consent/')}",
    )


@runs_childcare
@require_http_methods(["GET", "HEAD", "POST"])
def visiting(request: UserRequest) -> HttpResponse:
    """Register a visiting child at the desk: its sheet, its guardian, and what was signed on paper."""
    form = VisitingForm(request.POST or None, purposes=[(each.value, str(each.label)) for each in Purpose])
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            sheet = services.save_care_sheet(by=request.user, **form.words)
            for purpose in form.cleaned_data["signed"]:
                services.give_consent(sheet=sheet, purpose=purpose, by=request.user, on_paper=True)
            done = _("Noted. The family can be found at the door by its guardian's name.")
            return back(request, done, to="care_sessions")
    return answer(request, "childcare/visiting.html", {"form": form}, error=tried.error, form=form)
