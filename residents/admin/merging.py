"""Comparing and merging two records of one resident."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.admin_merging import Fact, MergesRecords
from community.models import User
from residents import services
from residents.models import LoginMatch, Resident


class MergesResidents(MergesRecords):
    """A mixin for the admin of residents."""

    actions = ["merge"]
    merge_title = gettext_lazy("Merge two records of one person")
    merge_template = "admin/residents/resident/merge.html"

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    @admin.action(description=merge_title, permissions=["merge"])
    def merge(self, request: HttpRequest, residents: QuerySet[Resident]) -> HttpResponse | None:
        return self.compare(request, residents)

    def merge_records(self, kept: Resident, other: Resident, by: User) -> None:
        services.merge_residents(keep=kept, other=other, by=by)

    def facts(self, kept: Resident, other: Resident) -> list[Fact]:
        both = [kept, other]
        prefetch_related_objects(both, "tags", "residences__household__building")
        logins = LoginMatch.objects.filter(resident__in=both, state=LoginMatch.State.MATCHED)
        matched = set(logins.values_list("resident_id", flat=True))

        def fact(label: str, shown: Any, said: Any = None) -> Fact:
            values = [(said or shown)(each) for each in both]
            is_same = values[0] == values[1] if said and all(values) else None
            return Fact(label, shown(kept), shown(other), is_same)

        return [
            fact(_("Name"), lambda each: each.masked_name, lambda each: each.name),
            fact(_("Identity number"), _document, lambda each: each.id_number),
            fact(_("Born"), _birth_year, lambda each: each.birth_date),
            fact(_("Mobile number"), lambda each: each.masked_phone, lambda each: each.phone),
            fact(_("Residences"), _homes),
            fact(_("Tags"), lambda each: "、".join(map(str, each.tags.all()))),
            fact(_("Login"), lambda each: _("matched") if each.pk in matched else ""),
            fact(_("In the register since"), lambda each: f"{localtime(each.created_at):%Y-%m-%d}"),
        ]


def _birth_year(resident: Resident) -> object:
    return (resident.birth_date and resident.birth_date.year) or ""


def _document(resident: Resident) -> str:
    if resident.has_identity_card:
        return resident.masked_id_number
    return f"{resident.get_id_kind_display()} {resident.masked_id_number}"


def _homes(resident: Resident) -> str:
    def line(each: Any) -> str:
        return f"{each.get_kind_display()} · {each.household} · {each.during_in_words}"

    return "\n".join(line(each) for each in resident.residences.all())
