"""Sessions with their duties and stays, read-only; breaches first."""

from typing import Any, Protocol, cast

from django.contrib import admin
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from childcare import services
from childcare.admin.forms import PatternForm
from childcare.models import Breach, CareDuty, CarePattern, CareSession, DropIn, PickUp
from childcare.spreadsheets import sessions_workbook
from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly
from community.admin_words import weekdays_in_words
from community.models import User
from community.spreadsheets import download


class Listed(Protocol):
    """A session of the list, with the numbers of its children and breaches, and whether staff overrode the list."""

    came: int
    breached: int
    had_override: bool

    @property
    def is_in_breach(self) -> bool: ...


class TroubleFilter(admin.SimpleListFilter):
    """Filter sessions by what went wrong."""

    title = _("problems")
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("breach", _("too few carers")), ("override", _("handed over despite the list"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CareSession]) -> QuerySet[CareSession]:
        if self.value() == "breach":
            return queryset.filter(Exists(Breach.objects.filter(session=OuterRef("pk"))))
        if self.value() == "override":
            return queryset.filter(Exists(PickUp.objects.filter(drop_in__session=OuterRef("pk"), proof="override")))
        return queryset


class DutyInline(LookOnly, PortalInline):
    model = CareDuty
    fields = ["carer", "since", "until", "counts"]
    readonly_fields = ["carer", "since", "until", "counts"]


class BreachInline(LookOnly, PortalInline):
    model = Breach
    fields = ["began_at", "ended_at", "lasted", "reason"]
    readonly_fields = ["began_at", "ended_at", "lasted", "reason"]

    @admin.display(description=_("minutes"))
    def lasted(self, breach: Breach) -> int:
        return breach.minutes


class DropInInline(LookOnly, PortalInline):
    model = DropIn
    fields = ["sheet", "age", "points", "in_at", "due_at", "out_at"]
    readonly_fields = ["sheet", "age", "points", "in_at", "due_at", "out_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DropIn]:
        return super().get_queryset(request).select_related("sheet")


@admin.register(CareSession)
class CareSessionAdmin(LookOnly, PortalHistoryAdmin):
    """Everything about a session; sessions are run on the pages of the children's room."""

    list_display = ["room", "starts_at", "ends_at", "kind", "children", "places", "trouble", "cancelled_at"]
    list_filter = [TroubleFilter, "kind", "room"]
    list_select_related = ["room"]
    date_hierarchy = "starts_at"
    show_full_result_count = False
    inlines = [BreachInline, DutyInline, DropInInline]
    actions = ["export"]
    fields = ["page", "room", ("starts_at", "ends_at"), "places", ("kind", "weather"), "breach_since", "cancelled_at"]

    view_on_site = False  # the column `page` links there

    def get_fields(self, request: HttpRequest, obj: object = None) -> Any:
        """Leave out the link to the page for users who may not open it."""
        fields = super().get_fields(request, obj)
        return (
            fields if request.user.has_perm("childcare.run_childcare") else [each for each in fields if each != "page"]
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[CareSession]:
        """Open breaches and overrides first, then the latest."""
        overrides = PickUp.objects.filter(drop_in__session=OuterRef("pk"), proof="override", undone_at=None)
        rows = (
            super()
            .get_queryset(request)
            .annotate(
                came=Count("drop_ins", distinct=True),
                had_override=Exists(overrides),
                breached=Count("breaches", distinct=True),
            )
        )
        return rows.order_by(F("breach_since").asc(nulls_last=True), "-starts_at")

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_caresession")

    @admin.display(description=_("children"))
    def children(self, session: Listed) -> int:
        return session.came

    @admin.display(description=_("problems"))
    def trouble(self, session: Listed) -> str:
        found = []
        if session.is_in_breach:
            found.append(_("too few carers now"))
        elif session.breached:
            found.append(_("too few carers"))
        if session.had_override:
            found.append(_("handed over despite the list"))
        return "，".join(map(str, found))

    @admin.display(description=_("page"))
    def page(self, session: CareSession) -> SafeString:
        return format_html('<a href="{}">{}</a>', session.get_absolute_url(), pgettext("a page", "Open"))

    @admin.action(description=_("Export these sessions to Excel, without names"))
    def export(self, request: HttpRequest, sessions: QuerySet[CareSession]) -> HttpResponse:
        return download(sessions_workbook(sessions), "care-sessions.xlsx")


@admin.register(CarePattern)
class CarePatternAdmin(PortalHistoryAdmin):
    """Weekly openings are created here and ended by a last day; their sessions follow."""

    form = PatternForm
    list_display = ["room", "days", "starts", "ends", "places", "kind", "first_day", "last_day"]
    list_filter = ["kind", "room"]
    list_select_related = ["room"]
    ordering = ["room", "pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("childcare.run_childcare")

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.run_childcare")

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: CarePattern | None = None) -> Any:
        """An existing pattern can only be ended; another one is added instead of changing it."""
        return [] if obj is None else ["room", "days", "starts", "ends", "places", "kind", "first_day"]

    def get_fields(self, request: HttpRequest, obj: CarePattern | None = None) -> Any:
        days = "weekdays" if obj is None else "days"
        return ["room", days, ("starts", "ends"), "places", "kind", ("first_day", "last_day")]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Weekdays can only be set when adding; afterwards only the last day can be changed."""
        if obj is not None:
            kwargs["form"] = ModelForm
        return super().get_form(request, obj, change=change, **kwargs)

    @admin.display(description=_("weekdays"))
    def days(self, pattern: CarePattern) -> str:
        return weekdays_in_words(pattern.weekdays)

    def save_model(self, request: HttpRequest, obj: CarePattern, form: Any, change: bool) -> None:
        by = cast(User, request.user)
        if not change:
            services.plan_pattern(new=obj, by=by)
        elif obj.last_day is not None:
            services.end_pattern(pattern=obj, last_day=obj.last_day, by=by)


@admin.register(Breach)
class BreachAdmin(LookOnly, PortalAdmin):
    """Periods with too few carers, open ones first."""

    list_display = ["session", "began_at", "ended_at", "minutes"]
    list_filter = [("ended_at", either(_("still short"), _("enough again"))), ("began_at", PastDayFilter)]
    list_select_related = ["session__room"]
    ordering = [F("ended_at").asc(nulls_first=True), "-began_at"]
    show_full_result_count = False
    fields = ["session", "began_at", "ended_at", "reason"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_breach")
