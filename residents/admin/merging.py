"""Two records side by side, and the button that merges them."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from community.admin_base import PortalAdmin
from community.errors import DomainError
from community.http import answer
from community.models import User
from residents import services
from residents.models import LoginMatch, Resident


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of two records, masked, and whether they agree if both have a value."""

    label: str
    kept: str
    other: str
    is_same: bool | None


class MergesResidents(PortalAdmin):
    """A mixin for the admin of residents."""

    actions = ["merge"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.merge_view))
        return [path("<int:keep>/merge/<int:other>/", view, name="residents_merge"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge two records of one person"), permissions=["change"])
    def merge(self, request: HttpRequest, residents: QuerySet[Resident]) -> HttpResponse | None:
        chosen = list(residents.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            messages.error(request, _("Please choose two records."))
            return None
        return redirect("admin:residents_merge", *chosen)

    def merge_view(self, request: HttpRequest, keep: int, other: int) -> HttpResponse:
        """Compare both records, masked; a POST merges the second into the first."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        known = Resident.objects.prefetch_related("tags", "residences__household__building")
        kept, second = get_object_or_404(known, pk=keep), get_object_or_404(known, pk=other)
        refused = None
        if request.method == "POST":
            try:
                services.merge_residents(keep=kept, other=second, by=cast(User, request.user))
            except DomainError as error:
                messages.error(request, error.message)
                refused = error
            else:
                messages.success(request, _("The two records are one now."))
                return redirect("admin:residents_resident_change", kept.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Merge two records of one person"),
            "opts": self.opts,
            "media": self.media,
            "kept": kept,
            "other": second,
            "facts": facts(kept, second),
            "swapped": reverse("admin:residents_merge", args=[second.pk, kept.pk]),
        }
        return answer(request, "admin/residents/resident/merge.html", context, error=refused)


def facts(kept: Resident, other: Resident) -> list[Fact]:
    """Facts that help to decide whether two records are the same person."""
    matched = set(
        LoginMatch.objects.filter(resident__in=[kept, other], state=LoginMatch.State.MATCHED).values_list(
            "resident_id", flat=True
        )
    )

    def fact(label: object, shown: Any, said: Any = None) -> Fact:
        values = [(said or shown)(each) for each in (kept, other)]
        is_same = values[0] == values[1] if said and all(values) else None
        return Fact(str(label), shown(kept), shown(other), is_same)

    return [
        fact(_("Name"), lambda each: each.masked_name, lambda each: each.name),
        fact(_("Identity number"), _document, lambda each: each.id_number),
        fact(_("Born"), lambda each: (each.birth_date and each.birth_date.year) or "", lambda each: each.birth_date),
        fact(_("Mobile number"), lambda each: each.masked_phone, lambda each: each.phone),
        fact(_("Residences"), _homes),
        fact(_("Tags"), lambda each: "、".join(map(str, each.tags.all()))),
        fact(_("Login"), lambda each: _("matched") if each.pk in matched else ""),
        fact(_("In the register since"), lambda each: f"{localtime(each.created_at):%Y-%m-%d}"),
    ]


def _document(resident: Resident) -> str:
    if resident.has_identity_card:
        return resident.masked_id_number
    return f"{resident.get_id_kind_display()} {resident.masked_id_number}"


def _homes(resident: Resident) -> str:
    def line(each: Any) -> str:
        return f"{each.get_kind_display()} · {each.household} · {each.during_in_words}"

    return "\n".join(line(each) for each in resident.residences.all())
