"""Exporting the selected rows of a list as a workbook; each download is recorded."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin
from community.ranges import today
from community.spreadsheets import download


class Exports(PortalAdmin):
    """A mixin with the export action; `to_workbook` creates the file."""

    to_workbook: ClassVar[Callable[..., bytes]]

    @admin.action(description=_("Export to Excel"), permissions=["view"])
    def export(self, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse:
        content = type(self).to_workbook(chosen, shows_names=request.user.has_perm("donations.change_gift"))
        first = chosen.first()
        if first is not None:
            self.log_change(request, first, f"{_('Taken along as Excel:')} {chosen.count()}")
        return download(content, f"{self.opts.model_name}s-{today():%Y-%m-%d}.xlsx")
