"""What the admin pages of every app share."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib import messages
from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest
from django.utils.translation import ngettext

from community.errors import DomainError

Record = TypeVar("Record")


class LookOnly(BaseModelAdmin):
    """A mixin for records, or inlines, that only services write: staff look, and act through actions."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


def apply_to_each(request: HttpRequest, records: Iterable[Record], change: Callable[[Record], object]) -> None:
    """Apply a service to each record; say how many it took, and why it refused others."""
    done = 0
    for record in records:
        try:
            change(record)
        except DomainError as error:
            messages.error(request, f"{record}: {error.message}")
        else:
            done += 1
    if done:
        messages.success(request, ngettext("%(count)d done.", "%(count)d done.", done) % {"count": done})
