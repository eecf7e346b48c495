"""Entries, checks and exports, read-only; an entry is undone by drafting its reversal."""

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.admin_base import PortalAdmin
from community.admin_filters import PastDayFilter
from community.admin_tools import LookOnly
from community.http import Attempt
from community.models import User
from community.templatetags.portal import bracketed
from donations.fund import services
from donations.fund.forms import ReversalForm
from donations.fund.models import ChainCheck, FundEntry, FundExport, YearClose
from donations.fund.money import words_of


@admin.register(FundEntry)
class FundEntryAdmin(LookOnly, PortalAdmin):
    list_display = ["number", "happened_on", "words", "amount", "drafted_by", "signed_by", "undoes"]
    list_select_related = ["seal", "voucher__drafted_by", "voucher__signed_by", "reverses__seal"]
    search_fields = ["words"]
    date_hierarchy = "happened_on"
    day_filter = PastDayFilter
    ordering = ["-seal__number"]
    show_full_result_count = False
    fields = ["number", "happened_on", "recorded_at", "words", "amount", "lines_in_words", "undoes", "hash"]
    change_form_template = "admin/fund/entry.html"

    @admin.display(description=pgettext_lazy("fund", "number"), ordering="seal__number")
    def number(self, entry: FundEntry) -> int:
        return entry.seal.number

    @admin.display(description=_("sum in yuan"))
    def amount(self, entry: FundEntry) -> str:
        return words_of(entry.voucher.amount)

    @admin.display(description=_("drafted by"))
    def drafted_by(self, entry: FundEntry) -> User:
        return entry.voucher.drafted_by

    @admin.display(description=pgettext_lazy("voucher", "signed by"))
    def signed_by(self, entry: FundEntry) -> User | None:
        return entry.voucher.signed_by

    @admin.display(description=_("reverses number"))
    def undoes(self, entry: FundEntry) -> int | None:
        return entry.reverses.seal.number if entry.reverses else None

    @admin.display(description=_("lines"))
    def lines_in_words(self, entry: FundEntry) -> str:
        lines = entry.lines.select_related("account", "source")
        return " · ".join(f"{line.account}{bracketed(line.source or '')} {words_of(line.amount)}" for line in lines)

    @admin.display(description=_("hash"))
    def hash(self, entry: FundEntry) -> str:
        return entry.seal.hash

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/reverse/", self.admin_site.admin_view(self.reverse), name="fund_fundentry_reverse")
        return [own, *super().get_urls()]

    def reverse(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Draft the reversal of this entry, for someone else to sign."""
        if not request.user.has_perm("fund.add_fundvoucher"):
            raise PermissionDenied
        entry = get_object_or_404(FundEntry.objects.select_related("seal", "voucher"), pk=pk)
        form = ReversalForm(request.POST if request.method == "POST" else None)
        tried = Attempt(form)
        if form.is_valid():
            try:
                with tried:
                    by = cast(User, request.user)
                    voucher = services.draft_reversal(entry=entry, words=form.cleaned_data["words"], by=by)
                    messages.success(request, _("Drafted; another person still has to sign it."))
                    return redirect("admin:fund_fundvoucher_change", voucher.pk)
            except ValidationError as error:
                form.add_error("words", "; ".join(error.messages))
        title = _("Reverse entry %(number)d") % {"number": entry.seal.number}
        return self.own_page(request, "admin/fund/reverse.html", title, form=form, error=tried.error, entry=entry)


@admin.register(ChainCheck)
class ChainCheckAdmin(LookOnly, PortalAdmin):
    list_display = ["checked_at", "entries", "first_broken", "lost_month", "sums_agree"]
    list_select_related = ["lost_month"]
    show_full_result_count = False


@admin.register(FundExport)
class FundExportAdmin(LookOnly, PortalAdmin):
    """Who exported the book; exporting is done from the list of months."""

    list_display = ["year", "with_receipts", "taken_by", "taken_at"]
    list_select_related = ["taken_by"]
    show_full_result_count = False


@admin.register(YearClose)
class YearCloseAdmin(LookOnly, PortalAdmin):
    list_display = ["year", "forward", "closed_by", "closed_at"]
    list_select_related = ["closed_by"]
    fields = ["year", "forward", "closed_by", "closed_at"]

    @admin.display(description=_("brought forward, in yuan"))
    def forward(self, closed: YearClose) -> str:
        return words_of(closed.brought_forward)
