"""Carers with their background checks, and the tablets at the door."""

from datetime import timedelta
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from childcare import services
from childcare.admin.forms import CarerForm
from childcare.models import Carer, Station
from community.admin_base import PortalHistoryAdmin
from community.admin_filters import either
from community.admin_tools import LookOnly, apply_to_each
from community.models import User
from community.ranges import today

SOON = timedelta(days=30)


def hidden(_value: object) -> str:
    """A placeholder for values that users without permission to change must not read."""
    return "***"


class CheckFilter(admin.SimpleListFilter):
    """Filter carers by how long their yearly check is valid."""

    title = _("background check")
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("soon", _("expires within 30 days, or has expired")), ("good", _("valid for longer"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Carer]) -> QuerySet[Carer]:
        if self.value() == "soon":
            return queryset.filter(is_active=True, is_trainee=False, checked_until__lte=today() + SOON)
        if self.value() == "good":
            return queryset.filter(checked_until__gt=today() + SOON)
        return queryset


@admin.register(Carer)
class CarerAdmin(PortalHistoryAdmin):
    """Who may care for children, and setting a PIN for the tablet."""

    form = CarerForm
    list_display = ["volunteer", "is_trainee", "check_for_offences", "is_active"]
    list_filter = [CheckFilter, "is_active", "is_trainee"]
    list_select_related = ["volunteer__user", "volunteer__resident"]
    search_fields = ["volunteer__name", "volunteer__name_key"]
    autocomplete_fields = ["volunteer"]
    show_full_result_count = False
    fields = ["volunteer", ("training", "trained_on"), "checked_until", ("is_trainee", "is_active"), "pin"]
    masked = {"training": hidden, "trained_on": hidden, "checked_until": hidden}

    def get_fields(self, request: HttpRequest, obj: Carer | None = None) -> Any:
        """Fields; the PIN can be set but never read."""
        may_change = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [each for each in self.fields or [] if may_change or each != "pin"]

    def has_delete_permission(self, request: HttpRequest, obj: Carer | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Carer, form: Any, change: bool) -> None:
        by, pin = cast(User, request.user), form.cleaned_data.get("pin")
        services.save_carer(carer=obj, by=by)
        if pin:
            services.set_pin(carer=obj, pin=pin, by=by)

    @admin.display(description=_("background check"))
    def check_for_offences(self, carer: Carer) -> str:
        """Whether the check is valid, expires soon, or has expired; the date itself is on the carer's page."""
        if carer.is_trainee:
            return str(_("in training"))
        if not carer.is_checked(today()):
            return str(_("not valid"))
        soon = carer.checked_until is not None and carer.checked_until <= today() + SOON
        return str(_("expires within 30 days")) if soon else str(_("good"))


@admin.register(Station)
class StationAdmin(LookOnly, PortalHistoryAdmin):
    """Tablets, which can be revoked at once."""

    list_display = ["name", "registered_at", "touched_at", "revoked_at"]
    list_filter = [("revoked_at", either(_("in use"), pgettext_lazy("tablet", "taken back")))]
    fields = ["name", "registered_at", "touched_at", "revoked_at"]
    actions = ["take_away"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_station")

    def has_take_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("childcare.run_childcare")

    @admin.action(description=_("Revoke at once"), permissions=["take"])
    def take_away(self, request: HttpRequest, stations: QuerySet[Station]) -> None:
        apply_to_each(request, stations, lambda each, by: services.revoke_station(station=each, by=by))
