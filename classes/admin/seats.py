"""Seats in the admin: enrolling people at the desk, withdrawing them, certifying hours."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from classes import services
from classes.admin.forms import WalkInForm, WhoseSeatForm
from classes.forms import EnrolForm
from classes.models import Enrolment
from community.admin_base import PortalAdmin
from community.admin_filters import PastDayFilter
from community.admin_lookups import AllowedAutocomplete
from community.admin_tools import LookOnly, apply_to_each
from community.http import Attempt
from community.models import User
from community.names import mask_phone
from residents.selectors import wards_of


@admin.register(Enrolment)
class EnrolmentAdmin(LookOnly, PortalAdmin):
    """Seats and the waiting list; withdrawing someone promotes the next in line."""

    new_words = _("Enrol someone")
    list_display = ["interest_class", "person", "user", "state", "created_at"]
    list_filter = ["state", "interest_class__kind", "interest_class"]
    list_select_related = ["interest_class", "user", "child", "resident"]
    search_fields = ["user__name", "user__name_key", "child__name"]
    masked = {"contact_phone": mask_phone}
    date_hierarchy = "created_at"
    day_filter = PastDayFilter
    show_full_result_count = False
    actions = ["withdraw", "issue_certificates"]
    row_actions = {"withdraw": lambda enrolment: enrolment.state in Enrolment.State.active()}

    @admin.display(description=_("who"))
    def person(self, enrolment: Enrolment) -> str:
        return enrolment.person

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("classes.view_enrolment")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self.has_cancel_permission(request)

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("classes.change_enrolment")

    def has_issue_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("classes.add_practicecertificate")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Choose the class and the login, then the family members who join; or enrol someone without a login."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        typed = request.POST or request.GET
        whose = WhoseSeatForm(typed if "phone" in typed else None, initial=typed.dict())
        form: EnrolForm | None = None
        tried = Attempt()
        if whose.is_bound and whose.is_valid():
            wanted, user = whose.cleaned_data["interest_class"], whose.cleaned_data["phone"]
            mine = wanted.enrolments.active().of(user)
            sent = request.POST if "enrol" in request.POST else None
            form = EnrolForm(sent, user=user, shown=wanted, wards=wards_of(user), mine=mine, label_suffix="")
            if form.is_valid():
                tried.form = form
                with tried:
                    by = cast(User, request.user)
                    services.enrol(interest_class=wanted, user=user, by=by, **form.wanted)
                    messages.success(request, _("Done, they have been notified."))
                    return redirect("admin:classes_interestclass_change", wanted.pk)
        walk_in = self._walk_in_form(request.POST if "walk_in" in request.POST else None)
        if walk_in.is_valid():
            tried.form = walk_in
            with tried:
                services.enrol_walk_in(by=cast(User, request.user), **walk_in.cleaned_data)
                messages.success(request, _("Enrolled."))
                return redirect("admin:classes_interestclass_change", walk_in.cleaned_data["interest_class"].pk)
        answered = walk_in if walk_in.is_bound else form or whose
        more = {"walk_in": walk_in, "whose": whose, "enrol": form, "media": self.media + walk_in.media}
        page = "admin/classes/enrol.html"
        return self.own_page(request, page, _("Enrol someone"), form=answered, error=tried.error, **more)

    def _walk_in_form(self, sent: Any) -> WalkInForm:
        form = WalkInForm(sent, prefix="walk_in")
        resident = cast(ModelChoiceField, form.fields["resident"])
        resident.widget = AllowedAutocomplete(Enrolment._meta.get_field("resident"), self.admin_site)
        resident.widget.choices = resident.choices
        return form

    @admin.action(description=_("Remove from the class"), permissions=["cancel"])
    def withdraw(self, request: HttpRequest, enrolments: QuerySet[Enrolment]) -> None:
        apply_to_each(
            request,
            enrolments.select_related("interest_class", "user", "child", "resident"),
            lambda each, by: services.withdraw(enrolment=each, by=by),
        )

    @admin.action(description=_("Issue certificates of practice"), permissions=["issue"])
    def issue_certificates(self, request: HttpRequest, enrolments: QuerySet[Enrolment]) -> None:
        apply_to_each(
            request,
            enrolments.select_related("interest_class", "user", "child", "resident"),
            lambda each, by: services.issue_certificate(enrolment=each, by=by),
        )
