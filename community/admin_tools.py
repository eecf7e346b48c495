"""Helpers that the admin pages of every app share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.errors import DomainError
from community.models import User

Record = TypeVar("Record")
MOST_REHEARSED = 100
FOR_RESIDENTS = gettext_lazy("Reason, shown to the residents")


class LookOnly(BaseModelAdmin):
    """A mixin for records or inlines that only services write: staff view them, and change them through actions."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The effect of an action on a record, or why it is refused; and pictures to check first, with their labels."""

    record: Any
    refusal: str = ""
    pictures: Sequence[tuple[str, str | Promise]] = ()


class Rehearsing(HttpRequest):
    """A request that previews an action, and what the action would do."""

    outcomes: list[Outcome]


def is_rehearsal(request: HttpRequest) -> bool:
    """Whether an action was chosen on a list and its rehearsal has not been shown yet."""
    return "rehearse" in request.POST and "sure" not in request.POST


def is_announced(request: HttpRequest, records: Iterable[Any]) -> bool:
    """For an all-or-nothing action: in a preview, name the affected records and do nothing."""
    if is_rehearsal(request):
        cast(Rehearsing, request).outcomes = [Outcome(str(each)) for each in records]
        return True
    return False


def apply_to_each(
    request: HttpRequest,
    records: Iterable[Record],
    change: Callable[[Record, User], object],
    *,
    pictures: Callable[[Record], Sequence[tuple[str, str | Promise]]] = lambda record: (),
) -> None:
    """Apply a service to each record in the name of this reader, then report how many it changed and why it refused
    the others.

    A preview is rolled back, and the list shows what would happen (`community.admin_lists`), with the `pictures` of
    each record that staff have to see first.
    """
    by = cast(User, request.user)
    if is_rehearsal(request):
        cast(Rehearsing, request).outcomes = _rehearsed(records, lambda record: change(record, by), pictures)
        return
    done = 0
    for record in records:
        try:
            change(record, by)
        except DomainError as error:
            messages.error(request, f"{record}: {error.message}")
        else:
            done += 1
    if done:
        messages.success(request, ngettext("%(count)d done.", "%(count)d done.", done) % {"count": done})


def _rehearsed(
    records: Iterable[Record],
    change: Callable[[Record], object],
    pictures: Callable[[Record], Sequence[tuple[str, str | Promise]]],
) -> list[Outcome]:
    outcomes, chosen = [], list(records)
    with transaction.atomic():
        for record in chosen[:MOST_REHEARSED]:
            words = str(record)  # as it was before the action
            try:
                with transaction.atomic():
                    change(record)
            except DomainError as error:
                outcomes.append(Outcome(words, str(error.message)))
            else:
                outcomes.append(Outcome(words, pictures=pictures(record)))
        transaction.set_rollback(True)
    more = len(chosen) - MOST_REHEARSED
    return [*outcomes, Outcome(_("and %(count)d more") % {"count": more})] if more > 0 else outcomes


def ask_reason(
    admin: ModelAdmin,
    request: HttpRequest,
    records: QuerySet[Any],
    *,
    question: str | Promise,
    label: str | Promise = FOR_RESIDENTS,
    change: Callable[[Any, str, User], object],
) -> HttpResponse | None:
    """Show a page that asks for the reason; once it is given, apply the change to each record."""
    reason = request.POST.get("reason", "").strip()[:200]
    if reason:
        apply_to_each(request, records, lambda record, by: change(record, reason, by))
        return None
    is_missing = "reason" in request.POST
    context = admin.admin_site.each_context(request) | {
        "title": question,
        "label": label,
        "opts": admin.opts,
        "records": records,
        "action": request.POST["action"],
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "reason_missing": is_missing,
        "back": f"admin:{admin.opts.app_label}_{admin.opts.model_name}_changelist",
    }
    return TemplateResponse(request, "admin/reason.html", context, status=422 if is_missing else 200)
