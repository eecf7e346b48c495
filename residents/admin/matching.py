"""Matching logins to residents."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.admin_tools import apply_to_each
from community.errors import DomainError
from community.models import User
from community.names import mask_name
from residents import selectors, services
from residents.admin.base import NeverDeleted
from residents.models import LoginMatch, Resident


@admin.register(LoginMatch)
class LoginMatchAdmin(NeverDeleted):
    """Logins waiting for a match; choosing the resident completes it."""

    list_display = ["user", "masked_name", "state", "asked_at", "settled_by"]
    list_filter = ["state"]
    list_select_related = ["user", "settled_by"]
    fields = ["user", "name", "state", "asked_at", "candidates", "resident"]
    readonly_fields = ["user", "name", "state", "asked_at", "candidates"]
    autocomplete_fields = ["resident"]
    masked = {"name": mask_name}
    actions = ["refuse", "undo"]
    row_actions = {
        "refuse": lambda match: match.state == LoginMatch.State.WAITING,
        "undo": lambda match: match.state == LoginMatch.State.MATCHED,
    }

    @admin.display(description=_("Name"))
    def masked_name(self, match: LoginMatch) -> str:
        return str(match)

    @admin.display(description=_("Who it may be"))
    def candidates(self, match: LoginMatch) -> SafeString | str:
        """Residents with that name or phone number, each with an address to distinguish them."""
        alike = Resident.objects.filter(Q(name=match.name) | Q(phone=match.user.phone), anonymised_at=None)
        lines = selectors.lines_of(selectors.with_address(alike.order_by("name_key", "pk")[:10]))
        rows = ((reverse("resident", args=[line.pk]), line) for line in lines)
        return format_html_join("", '<p><a href="{}">{}</a></p>', rows) or str(_("Nobody found."))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LoginMatch | None = None) -> bool:
        may = request.user.has_perm("residents.settle_match")
        return may and (obj is None or obj.state == LoginMatch.State.WAITING)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("residents.settle_match")

    def save_model(self, request: HttpRequest, obj: LoginMatch, form: Any, change: bool) -> None:
        if obj.resident is None:
            return
        try:
            services.settle_match(match=obj, resident=obj.resident, by=cast(User, request.user))
        except DomainError as error:
            messages.error(request, error.message)

    @admin.action(description=_("Not in the register"), permissions=["settle"])
    def refuse(self, request: HttpRequest, matches: QuerySet[LoginMatch]) -> None:
        apply_to_each(request, matches, lambda match, by: services.refuse_match(match=match, by=by))

    @admin.action(description=_("Undo a wrong match"), permissions=["settle"])
    def undo(self, request: HttpRequest, matches: QuerySet[LoginMatch]) -> None:
        apply_to_each(request, matches, lambda match, by: services.undo_match(match=match, by=by))
