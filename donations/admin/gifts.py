"""Offers to decide, and certificates to issue."""

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from community.admin_base import PortalHistoryAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly, apply_to_each, ask_reason
from community.certificates.sealing import RELEASES, release_certificate
from community.errors import DomainError
from community.models import User
from community.names import mask_name
from donations import selectors, services
from donations.admin.exports import Exports
from donations.admin.merging import MergesDonors
from donations.enums import DeclineReason, GiftState
from donations.models import Donor, Gift, GiftLine, Giver
from donations.rules.thanks import things_in_short
from donations.spreadsheets import donors_workbook, gifts_workbook


class LineInline(LookOnly, PortalInline):
    model = GiftLine
    fields = ["what", "count", "unit", "condition", "accepted"]
    readonly_fields = ["accepted"]


class GiverInline(LookOnly, PortalInline):
    model = Giver
    fields = ["donor", "certificate"]
    readonly_fields = ["certificate"]


@admin.register(Gift)
class GiftAdmin(LookOnly, Exports, PortalHistoryAdmin):
    """Offers come from residents and the desk; here they are accepted or declined, and certified."""

    list_display = ["day", "things", "givers_named", "state", "publicity", "certificates", "page"]
    list_display_links = ["day", "things"]
    list_filter = ["state", "publicity"]
    date_hierarchy = "offered_at"
    search_fields = ["lines__what", "givers__certificate__number", "paper_number", "story"]
    show_full_result_count = False
    list_per_page = 50
    actions = ["accept", "decline_unsafe", "decline_no_room", "issue", "release", "revoke", "export"]
    row_actions = {
        "accept": lambda gift: gift.state == GiftState.OFFERED,
        "issue": lambda gift: gift.state == GiftState.ACCEPTED and not selectors.certificates_of(gift),
    }
    to_workbook = gifts_workbook
    day_filter = PastDayFilter
    masked = {"valued_by": mask_name}
    inlines = [LineInline, GiverInline]
    fields = [
        ("state", "decided_at", "decided_by"),
        ("wished_use", "use_binds"),
        ("amount", "publicity"),
        ("value", "valued_by", "valued_how", "prints_value"),
        "paper_number",
        "story",
        ("offered_at", "offered_by"),
        ("decline_reason", "letter"),
    ]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("donations.view_gift")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("donations.change_gift")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Gift]:
        return selectors.told(super().get_queryset(request))

    @admin.display(description=_("offered"), ordering="offered_at")
    def day(self, gift: Gift) -> str:
        return str(gift)

    @admin.display(description=_("things"))
    def things(self, gift: Gift) -> str:
        return things_in_short(gift)

    @admin.display(description=_("donors"))
    def givers_named(self, gift: Gift) -> str:
        return "、".join(str(giver.donor) for giver in gift.givers.all())

    @admin.display(description=_("certificates"))
    def certificates(self, gift: Gift) -> SafeString:
        links = ((each.pdf_url, each.number) for each in selectors.certificates_of(gift))
        return format_html_join(" ", '<a href="{}">{}</a>', links)

    @admin.action(description=_("Accept all of it"), permissions=["decide"])
    def accept(self, request: HttpRequest, gifts: QuerySet[Gift]) -> None:
        apply_to_each(request, gifts, lambda each, by: services.accept_gift(gift=each, by=by))

    @admin.action(description=_("Decline: not safe …"), permissions=["decide"])
    def decline_unsafe(self, request: HttpRequest, gifts: QuerySet[Gift]) -> HttpResponse | None:
        return self._decline(request, gifts, DeclineReason.UNSAFE)

    @admin.action(description=_("Decline: no room for it …"), permissions=["decide"])
    def decline_no_room(self, request: HttpRequest, gifts: QuerySet[Gift]) -> HttpResponse | None:
        return self._decline(request, gifts, DeclineReason.NO_ROOM)

    def _decline(self, request: HttpRequest, gifts: QuerySet[Gift], reason: DeclineReason) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            gifts,
            question=_("Decline these gifts kindly?"),
            label=_("Message to the donor"),
            change=lambda each, letter, by: services.decline_gift(gift=each, by=by, reason=reason, letter=letter),
        )

    @admin.display(description=_("page"))
    def page(self, gift: Gift) -> SafeString:
        return format_html('<a href="{}">{}</a>', gift.get_absolute_url(), pgettext("a page", "Open"))

    @admin.action(description=_("Issue certificates …"), permissions=["decide"])
    def issue(self, request: HttpRequest, gifts: QuerySet[Gift]) -> HttpResponse | None:
        try:
            return redirect(services.make_batch(gifts=gifts, by=cast(User, request.user)))
        except DomainError as error:
            self.message_user(request, error.message, messages.ERROR)
            return None

    def has_release_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RELEASES)

    @admin.action(description=_("Release certificates for the official seal"), permissions=["release"])
    def release(self, request: HttpRequest, gifts: QuerySet[Gift]) -> None:
        found = {each.pk: each for gift in gifts for each in selectors.certificates_of(gift)}
        apply_to_each(request, found.values(), lambda each, by: release_certificate(certificate=each, by=by))

    @admin.action(description=_("Revoke the certificate …"), permissions=["decide"])
    def revoke(self, request: HttpRequest, gifts: QuerySet[Gift]) -> HttpResponse | None:
        def change(gift: Gift, reason: str, by: User) -> None:
            for certificate in selectors.certificates_of(gift):
                services.revoke_gift_certificate(certificate=certificate, by=by, reason=reason)

        return ask_reason(self, request, gifts, question=_("Revoke these certificates?"), change=change)


@admin.register(Donor)
class DonorAdmin(LookOnly, MergesDonors, Exports, PortalHistoryAdmin):
    """Donors; a name can only be removed by an action, not edited."""

    to_workbook = donors_workbook

    list_display = ["__str__", "kind", "nameless_at"]
    list_filter = ["kind", ("nameless_at", either(_("with a name"), _("name deleted")))]
    search_fields = ["name"]
    show_full_result_count = False
    masked = {"name": mask_name}
    fields = ["kind", "name", "credit_code", "nameless_at", "merged_into"]
    actions = ["merge", "make_nameless", "export"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("donations.view_donor")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("donations.change_donor")

    @admin.action(description=_("Delete the name for good"), permissions=["decide"])
    def make_nameless(self, request: HttpRequest, donors: QuerySet[Donor]) -> None:
        apply_to_each(request, donors, lambda each, by: services.make_donor_nameless(donor=each, by=by))
