"""The register as a workbook."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.admin_base import PortalAdmin
from community.admin_tools import LookOnly
from community.errors import DomainError
from community.models import User
from community.spreadsheets import download
from residents.importing import report
from residents.models import RegisterExport


@admin.register(RegisterExport)
class RegisterExportAdmin(LookOnly, PortalAdmin):
    """The register as a workbook: masked, or in full with a reason, which is recorded."""

    list_display = ["at", "by", "people", "reason"]
    list_select_related = ["by"]
    change_list_template = "admin/residents/registerexport/change_list.html"
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("residents.export_register")

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("residents.export_register")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Export the register")} | (extra_context or {}))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.export))
        return [path("export/", view, name="residents_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """Download the workbook; `full=1` with a reason returns it unmasked and records the export."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.POST.get("full") != "1":
            return download(report.register_masked(), "register-masked.xlsx")
        try:
            content = report.register_full(by=cast(User, request.user), reason=request.POST.get("reason", ""))
        except DomainError as error:
            messages.error(request, error.message)
            return redirect("admin:residents_registerexport_changelist")
        return download(content, "register.xlsx")
