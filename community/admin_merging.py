"""Two records of the same person side by side, and the button that merges them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.admin_base import PortalAdmin
from community.http import Attempt
from community.models import User


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of two records, masked, and whether they agree if both have a value."""

    label: str | Promise
    kept: object
    other: object
    is_same: bool | None = None


class MergesRecords(PortalAdmin):
    """A mixin for people who may be recorded twice; its subclass names the action, which calls `compare`."""

    merge_title: ClassVar[str | Promise]
    merge_template: ClassVar[str]

    def facts(self, kept: Any, other: Any) -> Sequence[Fact]:
        """What helps to decide whether two records are the same person."""
        raise NotImplementedError

    def merge_records(self, kept: Any, other: Any, by: User) -> object:
        """Call the service that merges the second record into the first."""
        raise NotImplementedError

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether this reader may compare and merge records."""
        raise NotImplementedError

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.merge_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<int:keep>/merge/<int:other>/", view, name=name), *super().get_urls()]

    def compare(self, request: HttpRequest, records: QuerySet[Any]) -> HttpResponse | None:
        """The action: open the page of the two chosen records."""
        chosen = list(records.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            messages.error(request, _("Please choose two records."))
            return None
        return redirect(self._address("merge"), *chosen)

    def merge_view(self, request: HttpRequest, keep: int, other: int) -> HttpResponse:
        """Both records; a POST merges the second into the first."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        kept, second = get_object_or_404(self.model, pk=keep), get_object_or_404(self.model, pk=other)
        tried = Attempt()
        if request.method == "POST":
            with tried:
                self.merge_records(kept, second, cast(User, request.user))
                messages.success(request, _("The two records are one now."))
                return redirect(self._address("change"), kept.pk)
            if tried.error is not None:
                messages.error(request, tried.error.message)
        more = {
            "kept": kept,
            "other": second,
            "facts": self.facts(kept, second),
            "swapped": reverse(self._address("merge"), args=[other, keep]),
            "list": reverse(self._address("changelist")),
        }
        return self.own_page(request, self.merge_template, self.merge_title, error=tried.error, **more)

    def _address(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
