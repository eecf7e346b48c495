"""Vouchers in the admin: drafted and changed by one person, signed by another."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.admin_base import PortalHistoryAdmin, refuse
from community.admin_filters import PastDayFilter
from community.errors import DomainError
from community.media import private_file
from community.models import User
from community.names import mask_name
from donations.fund import services
from donations.fund.enums import VoucherState
from donations.fund.forms import VoucherForm
from donations.fund.models import FundVoucher
from donations.fund.money import words_of
from donations.fund.rules.vouchers import mark_of

TYPES = {"pdf": "application/pdf", "ofd": "application/octet-stream", "photo": "application/octet-stream"}
MAY_READ_RECEIPTS = ("fund.sign_fundvoucher", "fund.take_fundexport", "fund.add_fundvoucher")


@admin.register(FundVoucher)
class FundVoucherAdmin(PortalHistoryAdmin):
    """Vouchers; all changes go through the services. The page of a voucher has the second signature."""

    form = VoucherForm
    masked = {"payee": mask_name}
    list_display = ["happened_on", "words", "kind", "sum_in_yuan", "state", "drafted_by", "signed_by"]
    list_display_links = ["words"]
    list_filter = ["state", "kind"]
    list_select_related = ["drafted_by", "signed_by"]
    search_fields = ["words", "invoice_number"]
    date_hierarchy = "happened_on"
    day_filter = PastDayFilter
    show_full_result_count = False
    autocomplete_fields = ["payee_login"]
    fieldsets = [
        (None, {"fields": ["kind", "happened_on", "yuan", "words"]}),
        (_("Accounts"), {"fields": ["money", "source", "expense", "other_money"]}),
        (_("Receipt"), {"fields": ["upload", "invoice_number", "payee", "payee_login"]}),
        (_("For readers"), {"fields": ["about_label", "about_path"]}),
    ]

    @admin.display(description=_("sum in yuan"), ordering="amount")
    def sum_in_yuan(self, voucher: FundVoucher) -> str:
        return words_of(voucher.amount)

    def has_change_permission(self, request: HttpRequest, obj: FundVoucher | None = None) -> bool:
        """A draft can only be changed by its author."""
        if obj is None:
            return super().has_change_permission(request)
        is_own = obj.state == VoucherState.DRAFT and obj.drafted_by_id == request.user.pk
        return is_own and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: FundVoucher | None = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": []})]  # the page shows it in its own way
        return super().get_fieldsets(request, obj)

    def save_model(self, request: HttpRequest, obj: FundVoucher, form: Any, change: bool) -> None:
        by, receipt = cast(User, request.user), form.cleaned_data.get("upload")
        if not change:
            services.draft_voucher(new=obj, by=by, receipt=receipt)
            return
        names = [*VoucherForm.Meta.fields, "amount"]
        changes = {name: getattr(obj, name) for name in names}
        services.change_voucher(voucher=obj, changes=changes, by=by, receipt=receipt)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if object_id is not None:
            voucher = FundVoucher.objects.filter(pk=self.key_or_404(object_id)).first()
            if voucher is not None and not self.has_change_permission(request, voucher):
                return self._page(request, voucher)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            refuse(request, "; ".join(error.messages))
        response = super().changeform_view(request, object_id, form_url, extra_context)
        response.status_code = 422
        return response

    def _page(self, request: HttpRequest, voucher: FundVoucher, error: DomainError | None = None) -> HttpResponse:
        """A read-only voucher, with the button for the second signature if this reader may sign."""
        if not self.has_view_permission(request, voucher):
            raise PermissionDenied
        may_sign = voucher.state == VoucherState.DRAFT and request.user.has_perm("fund.sign_fundvoucher")
        more: dict[str, Any] = {
            "voucher": voucher,
            "payee": voucher.payee if may_sign else mask_name(voucher.payee),
            "sum": words_of(voucher.amount),
            "mark": mark_of(voucher),
            "may_sign": may_sign,
        }
        return self.own_page(request, "admin/fund/voucher.html", voucher.words, error=error, **more)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/sign/", view(require_POST(self.sign)), name="fund_fundvoucher_sign"),
            path("<int:pk>/withdraw/", view(require_POST(self.withdraw)), name="fund_fundvoucher_withdraw"),
            path("<int:pk>/receipt/", view(self.receipt), name="fund_fundvoucher_receipt"),
        ]
        return [*own, *super().get_urls()]

    def sign(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The second signature."""
        if not request.user.has_perm("fund.sign_fundvoucher"):
            raise PermissionDenied
        voucher = get_object_or_404(FundVoucher, pk=pk)
        try:
            entry = services.sign_voucher(
                voucher=voucher, mark=request.POST.get("mark", ""), by=cast(User, request.user)
            )
        except DomainError as error:
            voucher.refresh_from_db()
            return self._page(request, voucher, error)
        messages.success(request, _("Signed; it is in the book as entry %(number)d.") % {"number": entry.seal.number})
        return redirect("admin:fund_fundvoucher_changelist")

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw a draft."""
        voucher = get_object_or_404(FundVoucher, pk=pk)
        try:
            services.withdraw_voucher(voucher=voucher, by=cast(User, request.user))
        except DomainError as error:
            if error.code == "not_allowed":
                raise PermissionDenied from error
            return self._page(request, voucher, error)
        messages.success(request, _("Withdrawn."))
        return redirect("admin:fund_fundvoucher_changelist")

    def receipt(self, request: HttpRequest, pk: int) -> FileResponse:
        """Download the receipt as stored; never displayed inside the portal's pages."""
        voucher = get_object_or_404(FundVoucher.objects.exclude(receipt=""), pk=pk)
        kind = voucher.receipt_kind
        return private_file(
            voucher.receipt.open(),
            allowed=any(map(request.user.has_perm, MAY_READ_RECEIPTS)),
            content_type=TYPES[kind],
            save_as=f"voucher-{pk}.{kind.replace('photo', 'jpg')}",
        )
