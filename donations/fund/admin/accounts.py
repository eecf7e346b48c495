"""Opening accounts, and taking them out of use."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalHistoryAdmin
from community.admin_tools import apply_to_each
from community.models import User
from donations.fund import services
from donations.fund.models import Account
from donations.fund.money import words_of


@admin.register(Account)
class AccountAdmin(PortalHistoryAdmin):
    """Accounts. Code, kind and purpose are part of the book, so accounts are added but never edited."""

    list_display = ["code", "name", "kind", "bound_to", "left", "is_open"]
    list_filter = ["kind", "is_open"]
    list_select_related = ["bound_to", "balance"]
    search_fields = ["code", "name"]
    fields = ["code", "name", "name_en", "kind", "bound_to", "is_open"]
    actions = ["close", "reopen"]
    row_actions = {"close": lambda account: account.is_open, "reopen": lambda account: not account.is_open}

    @admin.display(description=_("balance in yuan"))
    def left(self, account: Account) -> str:
        return words_of(account.balance.fen) if hasattr(account, "balance") else "0.00"

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_edit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("fund.change_account")

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:
        services.open_account(new=obj, by=cast(User, request.user))

    @admin.action(description=_("Take out of use"), permissions=["edit"])
    def close(self, request: HttpRequest, accounts: QuerySet[Account]) -> None:
        self._set(request, accounts, is_open=False)

    @admin.action(description=_("Take into use again"), permissions=["edit"])
    def reopen(self, request: HttpRequest, accounts: QuerySet[Account]) -> None:
        self._set(request, accounts, is_open=True)

    def _set(self, request: HttpRequest, accounts: QuerySet[Account], *, is_open: bool) -> None:
        apply_to_each(request, accounts, lambda each, by: services.set_in_use(account=each, is_open=is_open, by=by))
