"""Months of the fund, frozen by one person and published by another; closing years; exports for an audit."""

from collections.abc import Callable
from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.admin_base import PortalAdmin
from community.admin_tools import LookOnly, apply_to_each
from community.errors import DomainError
from community.http import whole_number
from community.models import User
from community.ranges import today
from community.spreadsheets import download
from donations.fund import services
from donations.fund.forms import PeriodForm
from donations.fund.models import FundMonth
from donations.fund.money import words_of
from donations.fund.selectors.audits import audit_workbook, receipts_zip


@admin.register(FundMonth)
class FundMonthAdmin(LookOnly, PortalAdmin):
    """Months and years: freeze, publish, close, export."""

    list_display = ["month_page", "closing_sum", "last_number", "frozen_by", "published_by", "published_at"]
    list_display_links = ["closing_sum"]
    list_filter = ["year"]
    list_select_related = ["frozen_by", "published_by"]
    fields = [
        "month_page",
        "closing_sum",
        "last_number",
        "root",
        "frozen_by",
        "frozen_at",
        "published_by",
        "published_at",
    ]
    actions = ["publish", "thaw"]
    row_actions = {
        "publish": lambda month: month.published_at is None,
        "thaw": lambda month: month.published_at is None,
    }
    change_list_template = "admin/fund/months.html"

    @admin.display(description=_("month"), ordering="month")
    def month_page(self, month: FundMonth) -> SafeString:
        return format_html('<a href="{}">{}</a>', month.get_absolute_url(), month)

    @admin.display(description=_("closing balance in yuan"))
    def closing_sum(self, month: FundMonth) -> str:
        return words_of(month.closing)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("fund.publish_fundmonth")

    def has_freeze_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("fund.add_fundmonth")

    @admin.action(description=_("Publish, as the second person"), permissions=["publish"])
    def publish(self, request: HttpRequest, chosen: QuerySet[FundMonth]) -> None:
        apply_to_each(request, chosen, lambda each, by: services.publish_month(month=each, root=each.root, by=by))

    @admin.action(description=_("Undo the freeze"), permissions=["freeze"])
    def thaw(self, request: HttpRequest, chosen: QuerySet[FundMonth]) -> None:
        apply_to_each(request, chosen, lambda each, by: services.thaw_month(month=each, by=by))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        can = {
            "can_freeze": request.user.has_perm("fund.add_fundmonth"),
            "can_close": request.user.has_perm("fund.add_yearclose"),
            "can_take": request.user.has_perm("fund.take_fundexport"),
            "period_form": PeriodForm(),
            "years": _years(),
        }
        return super().changelist_view(request, can | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(f"{verb}/", self.admin_site.admin_view(require_POST(view)), name=f"fund_fundmonth_{verb}")
            for verb, view in (("freeze", self.freeze), ("close-year", self.close_year), ("take", self.take))
        ]
        return [*own, *super().get_urls()]

    def freeze(self, request: HttpRequest) -> HttpResponse:
        _require(request, "fund.add_fundmonth")
        form = PeriodForm(request.POST)
        if not form.is_valid():
            messages.error(request, "; ".join(map(str, form.errors["month"])))
            return redirect("admin:fund_fundmonth_changelist")
        year, month = form.cleaned_data["month"]
        by = cast(User, request.user)
        return self._do(
            request,
            lambda: services.freeze_month(year=year, month=month, by=by),
            _("Frozen. Another person has to review and publish it."),
        )

    def close_year(self, request: HttpRequest) -> HttpResponse:
        _require(request, "fund.add_yearclose")
        year, by = _year(request), cast(User, request.user)
        return self._do(request, lambda: services.close_year(year=year, by=by), _("The year is closed."))

    def _do(self, request: HttpRequest, change: Callable[[], object], done: object) -> HttpResponse:
        try:
            change()
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, str(done))
        return redirect("admin:fund_fundmonth_changelist")

    def take(self, request: HttpRequest) -> HttpResponse:
        """Download the year as a workbook, or its receipts as a ZIP; each download is recorded."""
        _require(request, "fund.take_fundexport")
        year, with_receipts = _year(request), "receipts" in request.POST
        services.take_export(year=year, with_receipts=with_receipts, by=cast(User, request.user))
        if not with_receipts:
            return download(audit_workbook(year), f"fund-{year}.xlsx")
        response = HttpResponse(receipts_zip(year), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="fund-{year}-receipts.zip"'
        response["Cache-Control"] = "private, no-store"
        return response


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _years() -> range:
    """The years to choose from, the current one first."""
    return range(today().year, today().year - 6, -1)


def _year(request: HttpRequest) -> int:
    """The year in a form. Raises SuspiciousOperation for one that the page does not offer."""
    year = whole_number(request.POST.get("year", ""))
    if year not in _years():
        raise SuspiciousOperation("No such year.")
    return year
