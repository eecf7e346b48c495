"""Seats in the admin: enrol for somebody at the desk, take somebody out, certify hours."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from classes import services
from classes.admin.forms import WhoseSeatForm
from classes.forms import EnrolForm
from classes.models import Enrolment
from community.admin_base import PortalAdmin
from community.admin_tools import LookOnly, apply_to_each
from community.errors import DomainError
from community.http import answer
from community.models import User
from residents.selectors import wards_of


@admin.register(Enrolment)
class EnrolmentAdmin(LookOnly, PortalAdmin):
    """Seats and the queue; taking somebody out promotes the next in line."""

    list_display = ["interest_class", "person", "user", "state", "created_at"]
    list_filter = ["state", "interest_class__kind", "interest_class"]
    list_select_related = ["interest_class", "user", "child"]
    search_fields = ["user__name", "user__name_key", "child__name"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    actions = ["withdraw", "issue_certificates"]

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
        """First the class and the login, then who of the family joins."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        typed = request.POST or request.GET
        whose = WhoseSeatForm(typed if "phone" in typed else None, initial=typed.dict())
        form: EnrolForm | None = None
        refused = None
        if whose.is_bound and whose.is_valid():
            wanted, user = whose.cleaned_data["interest_class"], whose.cleaned_data["phone"]
            mine = wanted.enrolments.active().of(user)
            sent = request.POST if "enrol" in request.POST else None
            form = EnrolForm(sent, user=user, shown=wanted, wards=wards_of(user), mine=mine, label_suffix="")
            if form.is_valid():
                try:
                    by = cast(User, request.user)
                    services.enrol(interest_class=wanted, user=user, by=by, **form.wanted)
                except DomainError as error:
                    form.add_error(None, error.message)
                    refused = error
                else:
                    messages.success(request, _("Done; they are told."))
                    return redirect("admin:classes_interestclass_change", wanted.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Enrol somebody"),
            "opts": self.opts,
            "whose": whose,
            "form": form,
            "media": self.media,
        }
        return answer(request, "admin/classes/enrol.html", context, form=form or whose, error=refused)

    @admin.action(description=_("Take out of the class"), permissions=["cancel"])
    def withdraw(self, request: HttpRequest, enrolments: QuerySet[Enrolment]) -> None:
        by = cast(User, request.user)
        apply_to_each(
            request,
            enrolments.select_related("interest_class", "user", "child"),
            lambda each: services.withdraw(enrolment=each, by=by),
        )

    @admin.action(description=_("Issue certificates of practice"), permissions=["issue"])
    def issue_certificates(self, request: HttpRequest, enrolments: QuerySet[Enrolment]) -> None:
        by = cast(User, request.user)
        apply_to_each(
            request,
            enrolments.select_related("interest_class", "user", "child"),
            lambda each: services.issue_certificate(enrolment=each, by=by),
        )
