"""Comparing and merging two records of one donor, such as from the paper list and from a login."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from community.admin_base import PortalAdmin
from community.errors import DomainError
from community.http import answer
from community.models import User
from community.names import mask_name
from donations import services
from donations.models import Donor


class MergesDonors(PortalAdmin):
    """A mixin for the admin of donors."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.merge_view))
        return [path("<int:keep>/merge/<int:other>/", view, name="donations_donor_merge"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge two records of one donor"), permissions=["decide"])
    def merge(self, request: HttpRequest, donors: QuerySet[Donor]) -> HttpResponse | None:
        chosen = list(donors.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            messages.error(request, _("Please choose two records."))
            return None
        return redirect("admin:donations_donor_merge", *chosen)

    def merge_view(self, request: HttpRequest, keep: int, other: int) -> HttpResponse:
        """Both records with their gifts; a POST merges the second into the first."""
        if not request.user.has_perm("donations.change_donor"):
            raise PermissionDenied
        kept, second = get_object_or_404(Donor, pk=keep), get_object_or_404(Donor, pk=other)
        refused = None
        if request.method == "POST":
            try:
                services.merge_donors(keep=kept, other=second, by=cast(User, request.user))
            except DomainError as error:
                messages.error(request, error.message)
                refused = error
            else:
                messages.success(request, _("The two records are one now."))
                return redirect("admin:donations_donor_change", kept.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Merge two records of one donor"),
            "opts": self.opts,
            "kept": kept,
            "other": second,
            "facts": [(label, read(kept), read(second)) for label, read in FACTS],
            "swapped": reverse("admin:donations_donor_merge", args=[other, keep]),
            "list": reverse("admin:donations_donor_changelist"),
        }
        return answer(request, "admin/donations/merge.html", context, error=refused)


FACTS = (
    (gettext_lazy("name"), lambda donor: mask_name(donor.name) if donor.name else "—"),
    (gettext_lazy("kind"), lambda donor: donor.get_kind_display()),
    (gettext_lazy("unified social credit code"), lambda donor: donor.credit_code or "—"),
    (gettext_lazy("login"), lambda donor: mask_name(donor.user.name) if donor.user else "—"),
    (gettext_lazy("gifts"), lambda donor: donor.given.count()),
)
