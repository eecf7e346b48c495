"""Closing several rooms at once, after showing the bookings in the way."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.admin_base import PortalHistoryAdmin
from community.admin_filters import FromTodayFilter
from community.admin_forms import MomentField
from community.admin_tools import LookOnly, apply_to_each
from community.errors import DomainError
from community.models import User
from community.ranges import Span
from community.templatetags.dates import near_span
from rooms import services
from rooms.models import Closure, Room


class ClosureForm(forms.Form):
    rooms = forms.ModelMultipleChoiceField(
        Room.objects.in_use(), label=gettext_lazy("rooms"), widget=forms.CheckboxSelectMultiple
    )
    start = MomentField(label=gettext_lazy("From"))
    end = MomentField(label=gettext_lazy("Until"))
    reason = forms.CharField(
        label=gettext_lazy("reason"), max_length=200, help_text=gettext_lazy("Shown to residents.")
    )
    reason_en = forms.CharField(label=gettext_lazy("reason in English"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] <= cleaned["start"]:
            self.add_error("end", _("The end must be after the start."))
        return cleaned


@admin.register(Closure)
class ClosureAdmin(LookOnly, PortalHistoryAdmin):
    new_words = gettext_lazy("Close rooms")
    list_display = ["room", "time", "reason", "created_by", "is_over"]
    list_filter = [("reservation__during", FromTodayFilter), "reservation__room"]
    list_select_related = ["reservation__room", "created_by"]
    search_fields = ["reason", "reason_en"]
    ordering = ["-reservation__during"]
    show_full_result_count = False
    actions = ["reopen"]
    row_actions = {"reopen": lambda closure: closure.reservation.released_at is None}
    fields = ["room", "time", "reason", "reason_en", "created_by", "is_over"]

    @admin.display(description=gettext_lazy("room"), ordering="reservation__room")
    def room(self, closure: Closure) -> Room:
        return closure.reservation.room

    @admin.display(description=gettext_lazy("during"), ordering="reservation__during")
    def time(self, closure: Closure) -> str:
        return near_span(closure.reservation.span)

    @admin.display(description=gettext_lazy("reopened"), boolean=True)
    def is_over(self, closure: Closure) -> bool:
        return closure.reservation.released_at is not None

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("rooms.add_closure")

    def has_reopen_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("rooms.change_closure")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Ask what to close; if bookings are in the way, list them and ask for confirmation."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ClosureForm(request.POST or None)
        in_the_way: object = []
        refused = None
        if form.is_valid():
            try:
                closed = services.close_rooms(
                    rooms=list(form.cleaned_data["rooms"]),
                    span=Span(form.cleaned_data["start"], form.cleaned_data["end"]),
                    reason=form.cleaned_data["reason"],
                    reason_en=form.cleaned_data["reason_en"],
                    by=cast(User, request.user),
                    displace="displace" in request.POST,
                )
            except DomainError as error:
                in_the_way, refused = error.details.get("bookings", []), error
                if not in_the_way:
                    form.add_error(None, error.message)
            else:
                messages.success(
                    request, _("Closed: %(rooms)s") % {"rooms": "、".join(str(c.reservation.room) for c in closed)}
                )
                return redirect("admin:rooms_closure_changelist")
        page = "admin/rooms/closure/close.html"
        return self.own_page(request, page, _("Close rooms"), form=form, error=refused, in_the_way=in_the_way)

    @admin.action(description=gettext_lazy("Reopen now"), permissions=["reopen"])
    def reopen(self, request: HttpRequest, closures: QuerySet[Closure]) -> None:
        apply_to_each(
            request,
            closures.select_related("reservation__room"),
            lambda closure, by: services.reopen(closure=closure, by=by),
        )
