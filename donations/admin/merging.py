"""Comparing and merging two records of one donor, such as from the paper list and from a login."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from community.admin_merging import Fact, MergesRecords
from community.models import User
from community.names import mask_name
from donations import services
from donations.models import Donor


class MergesDonors(MergesRecords):
    """A mixin for the admin of donors."""

    merge_title = _("Merge two records of one donor")
    merge_template = "admin/donations/merge.html"

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("donations.change_donor")

    @admin.action(description=merge_title, permissions=["merge"])
    def merge(self, request: HttpRequest, donors: QuerySet[Donor]) -> HttpResponse | None:
        return self.compare(request, donors)

    def merge_records(self, kept: Donor, other: Donor, by: User) -> None:
        services.merge_donors(keep=kept, other=other, by=by)

    def facts(self, kept: Donor, other: Donor) -> list[Fact]:
        return [Fact(label, read(kept), read(other)) for label, read in FACTS]


FACTS = (
    (_("name"), lambda donor: mask_name(donor.name) if donor.name else "—"),
    (_("kind"), lambda donor: donor.get_kind_display()),
    (_("unified social credit code"), lambda donor: donor.credit_code or "—"),
    (_("login"), lambda donor: mask_name(donor.user.name) if donor.user else "—"),
    (_("gifts"), lambda donor: donor.given.count()),
)
