"""Proposals in the admin: what neighbours would like, and the plan to approve or decline."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes import selectors, services
from classes.forms import ApprovalForm
from classes.models import Proposal
from community.admin_base import PortalAdmin
from community.admin_filters import PastDayFilter
from community.admin_tools import LookOnly
from community.http import Attempt
from community.models import User


@admin.register(Proposal)
class ProposalAdmin(LookOnly, PortalAdmin):
    list_display = ["name", "proposer", "pledges_made", "state", "open_until", "created_at"]
    list_filter = ["state"]
    list_select_related = ["proposer"]
    search_fields = ["name"]
    date_hierarchy = "created_at"
    day_filter = PastDayFilter
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return super().get_queryset(request).with_pledges()  # type: ignore[attr-defined]

    @admin.display(description=pgettext_lazy("pledges", "neighbours"), ordering="pledged")
    def pledges_made(self, proposal: Proposal) -> str:
        return f"{proposal.pledged}/{proposal.needed}"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The proposal with its plan, and the decision."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Proposal.objects.select_related("proposer", "room_kind", "interest_class__room")
        proposal = get_object_or_404(found, pk=self.key_or_404(object_id))
        if request.method == "POST" and not request.user.has_perm("classes.change_interestclass"):
            raise PermissionDenied
        planned = proposal.interest_class
        initial = {"teacher_name": proposal.teacher_name, "capacity": planned.capacity if planned else None}
        form = ApprovalForm(request.POST or None, initial=initial)
        tried = Attempt(form)
        if "approve" in request.POST or "decline" in request.POST:
            with tried:
                return self._decide(request, proposal, form)
        more = self._more(request, proposal)
        page = "admin/classes/proposal.html"
        return self.own_page(request, page, proposal.name, form=form, error=tried.error, **more)

    def _decide(self, request: HttpRequest, proposal: Proposal, form: ApprovalForm) -> HttpResponse:
        by = cast(User, request.user)
        form.is_valid()
        if "decline" in request.POST:
            services.decline_proposal(proposal=proposal, by=by, reason=form.cleaned_data.get("reason", ""))
            messages.success(request, _("Declined. Everyone who pledged has been told why."))
            return redirect("admin:classes_proposal_changelist")
        opened = services.approve_proposal(
            proposal=proposal,
            by=by,
            teacher_name=form.cleaned_data.get("teacher_name", ""),
            capacity=form.cleaned_data.get("capacity") or 0,
        )
        messages.success(request, _("The class is open; those who pledged have their seats."))
        return redirect("admin:classes_interestclass_change", opened.pk)

    def _more(self, request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
        pledges = list(proposal.pledges.select_related("user"))
        decides = request.user.has_perm("classes.change_interestclass")
        return {
            "proposal": proposal,
            "pledges": pledges,
            "popular": selectors.popular_hours(pledges, proposal.minutes)[:5],
            "weeks": selectors.weeks_of(proposal.interest_class) if proposal.interest_class else [],
            "can_approve": decides and proposal.state == Proposal.State.PLANNED,
            "can_decline": decides and proposal.state in (Proposal.State.OPEN, Proposal.State.PLANNED),
        }
