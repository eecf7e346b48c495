"""Actions that need a reason, which residents will read."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from community.admin_tools import apply_to_each


def ask_reason(
    admin: ModelAdmin,
    request: HttpRequest,
    records: QuerySet[Any],
    *,
    question: str | Promise,
    change: Callable[[Any, str], object],
) -> HttpResponse | None:
    """Show a page that asks for the reason; once it is given, apply the change to each record."""
    reason = request.POST.get("reason", "").strip()[:200]
    if reason:
        apply_to_each(request, records, lambda record: change(record, reason))
        return None
    is_missing = "reason" in request.POST
    context = admin.admin_site.each_context(request) | {
        "title": question,
        "opts": admin.opts,
        "records": records,
        "action": request.POST["action"],
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "reason_missing": is_missing,
        "back": f"admin:{admin.opts.app_label}_{admin.opts.model_name}_changelist",
    }
    return TemplateResponse(request, "admin/classes/reason.html", context, status=422 if is_missing else 200)
