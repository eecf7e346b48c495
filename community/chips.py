"""Chips: links to the same page with something else chosen; `components/chips.html` shows them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Chip:
    """One of several choices."""

    label: str | Promise
    url: str
    is_current: bool


def chip(request: HttpRequest, label: str | Promise, *, is_current: bool, **changes: object) -> Chip:
    """This page with `changes` applied to its query; None removes a parameter. The page number is reset."""
    query = request.GET.copy()
    for name, value in {"page": None, **changes}.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return Chip(label, f"{request.path}?{query.urlencode()}", is_current)
