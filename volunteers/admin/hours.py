"""Service hours in the admin: read-only, corrected by additional rows, published by month."""

from typing import cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from community.admin_base import PortalAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly, apply_to_each, ask_reason
from community.http import Attempt
from community.models import User
from community.spreadsheets import download
from volunteers import services
from volunteers.admin.forms import ReasonForm
from volunteers.enums import MonthState
from volunteers.models import HoursCertificate, HoursMonth, Objection, ServiceHours
from volunteers.spreadsheets import hours_workbook, national_workbook


@admin.register(ServiceHours)
class ServiceHoursAdmin(LookOnly, PortalAdmin):
    list_display = ["day", "volunteer", "minutes", "kind", "first_source", "second_source", "second_by", "reason"]
    list_filter = ["kind", ("corrects", either(_("hours"), _("corrections"), _("kind of entry")))]
    list_select_related = ["volunteer", "second_by"]
    search_fields = ["volunteer__name", "volunteer__name_key"]
    date_hierarchy = "day"
    show_full_result_count = False
    actions = ["cancel"]
    day_filter = PastDayFilter

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_servicehours")

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    @admin.action(description=_("Withdraw these hours …"), permissions=["run"])
    def cancel(self, request: HttpRequest, entries: QuerySet[ServiceHours]) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            entries.filter(corrects=None),
            question=_("Withdraw these hours?"),
            change=lambda each, reason, by: services.correct_hours(
                entry=each, minutes=-services.minutes_left(each), by=by, reason=reason
            ),
        )


class ObjectionInline(LookOnly, PortalInline):
    model = Objection
    fields = ["text", "created_at", "settled_by", "answer"]
    readonly_fields = ["text", "created_at", "settled_by", "answer"]


@admin.register(HoursMonth)
class HoursMonthAdmin(LookOnly, PortalAdmin):
    """Months: published for a week, then closed by the worker."""

    list_display = ["month", "state", "published_at", "closes_at", "file"]
    list_filter = ["state"]
    inlines = [ObjectionInline]
    actions = ["publish"]
    row_actions = {"publish": lambda month: month.state == MonthState.OPEN}

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_hoursmonth")

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.workbook))
        national = self.admin_site.admin_view(self.national)
        return [
            path("<int:pk>/workbook/", view, name="volunteers_month_workbook"),
            path("<int:pk>/national/", national, name="volunteers_month_national"),
            *super().get_urls(),
        ]

    @admin.display(description=_("as a file"))
    def file(self, month: HoursMonth) -> SafeString:
        url = reverse("admin:volunteers_month_workbook", args=[month.pk])
        national = reverse("admin:volunteers_month_national", args=[month.pk])
        words = (url, _("Download"), national, _("For the national system …"))
        return format_html('<a href="{}">{}</a> · <a href="{}">{}</a>', *words)

    def workbook(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A month as a workbook; each download is recorded."""
        if not request.user.has_perm("volunteers.view_servicehours"):
            raise PermissionDenied
        month = get_object_or_404(HoursMonth, pk=pk)
        shows_names = self.has_run_permission(request)
        content = hours_workbook(month.month, shows_names=shows_names)
        words = _("Exported with names.") if shows_names else _("Exported, names masked.")
        self.log_change(request, month, str(words))
        return download(content, f"service-hours-{month}.xlsx")

    def national(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A month for the national system, with identity numbers for those who may see them; asks for a reason
        first.
        """
        if not self.has_run_permission(request):
            raise PermissionDenied
        month = get_object_or_404(HoursMonth, pk=pk)
        form = ReasonForm(request.POST or None)
        tried = Attempt(form, "reason")
        if form.is_valid():
            by, reason = cast(User, request.user), form.cleaned_data["reason"]
            with tried:
                content = national_workbook(month.month, by=by, reason=reason)
                self.log_change(request, month, str(_("Exported for the national system: %s") % reason))
                return download(content, f"national-hours-{month}.xlsx")
        title = _("Download for the national system")
        return self.own_page(request, "admin/volunteers/national.html", title, form=form, error=tried.error)

    @admin.action(description=_("Publish for seven days"), permissions=["run"])
    def publish(self, request: HttpRequest, months: QuerySet[HoursMonth]) -> None:
        apply_to_each(request, months, lambda each, by: services.publish_month(month=each.month, by=by))


@admin.register(Objection)
class ObjectionAdmin(LookOnly, PortalAdmin):
    list_display = ["month", "text", "created_at", "settled_at"]
    list_filter = [("settled_at", either(_("not answered yet"), pgettext_lazy("state", "answered"))), "month"]
    list_select_related = ["month"]
    actions = ["settle"]
    row_actions = {"settle": lambda objection: objection.settled_at is None}
    fields = ["month", "by", "text", "created_at", "settled_by", "settled_at", "answer"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_objection")

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    @admin.action(description=_("Answer …"), permissions=["run"])
    def settle(self, request: HttpRequest, objections: QuerySet[Objection]) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            objections,
            question=_("Answer these objections?"),
            label=pgettext_lazy("an objection", "Answer"),
            change=lambda each, answer, by: services.settle(objection=each, by=by, answer=answer),
        )


@admin.register(HoursCertificate)
class HoursCertificateAdmin(LookOnly, PortalAdmin):
    """Certificates are issued on request from the volunteer's own page; here they are found and revoked."""

    list_display = ["certificate", "volunteer", "first_day", "last_day", "minutes", "is_current"]
    list_filter = ["is_current"]
    list_select_related = ["certificate", "volunteer"]
    search_fields = ["certificate__number", "volunteer__name", "volunteer__name_key"]
    show_full_result_count = False
    actions = ["revoke"]
    row_actions = {"revoke": lambda certificate: certificate.is_current}

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_hourscertificate")

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    @admin.action(description=_("Revoke …"), permissions=["run"])
    def revoke(self, request: HttpRequest, certificates: QuerySet[HoursCertificate]) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            certificates,
            question=_("Revoke these certificates?"),
            change=lambda each, reason, by: services.revoke_certificate(certificate=each, by=by, reason=reason),
        )
