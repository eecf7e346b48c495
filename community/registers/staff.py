"""Who works here, and which pages of staff somebody may open.

Whoever may enter the admin works here, and whoever holds a permission that an app named
for work outside it, such as that of the front desk.
"""

from collections.abc import Hashable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from community.models import User

_permissions: list[str] = []


def register(permission: str) -> None:
    """Let whoever holds `permission` open the pages that all who work here share."""
    _permissions.append(permission)


def is_let_in(user: User) -> bool:
    """Whether a user holds a permission for work outside the admin."""
    return any(map(user.has_perm, _permissions))


def works_here(user: Any) -> bool:
    """Whether a reader is staff."""
    return isinstance(user, User) and user.is_active and (user.is_staff or is_let_in(user))


def may_open(user: User, url: str) -> bool:
    """Whether an address is worth showing: the admin's are for whoever may enter it."""
    return user.is_staff or not url.startswith(reverse("admin:index"))


def reader_of(user: User) -> tuple[Hashable, ...]:
    """All of somebody that a page of staff differs by: who they are and what they may do."""
    return user.pk, user.is_active, user.is_staff, user.is_superuser or frozenset(user.get_all_permissions())


def for_staff(view: Any) -> Any:
    """Open a view to those who work here alone; others read 403."""

    @login_required
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not works_here(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return opened
