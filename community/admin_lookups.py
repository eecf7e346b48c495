"""Limits the lookups in admin addresses to the filters that a list shows.

Django lets anyone who may view a list filter it by any column of its table, so a query string could read, letter by
letter, what no page shows. Here every list has an allow-list.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.contrib.postgres.fields import DateTimeRangeField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import DateField, Field, Model
from django.http import HttpRequest, JsonResponse
from django.utils.text import capfirst

DAYS = ("day", "from", "to")  # the parameters that `community.admin_filters.DayFilter` uses


class AllowedChanges(ChangeList):
    """A change list that ignores invalid parameters in its address.

    Its title is that of its records, and its dates are a filter (`community.admin_filters`).
    """

    def __init__(self, request: HttpRequest, model: Any, display: Any, links: Any, filters: Any, *args: Any) -> None:
        _hierarchy, *others = args
        super().__init__(request, model, display, links, filters, None, *others)
        self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except (ValueError, OverflowError) as error:  # the year 0, or one day past 9999
            raise IncorrectLookupParameters(error) from error

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters(error) from error


class _KeysAlone(AutocompleteMixin):
    """A mixin for autocomplete fields that treats a malformed key as no value."""

    @property
    def media(self) -> forms.Media:
        """With our styles, which only pages with such a field load."""
        return super().media + forms.Media(css={"screen": ["css/people_field.css"]})

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        model = self.field.remote_field.model
        groups = super().optgroups(name, [each for each in value if is_key(model._meta.pk, each)], attr)
        chosen = {str(option["value"]): option for _name, options, _index in groups for option in options}
        objects = list(model._default_manager.filter(pk__in=[each for each in chosen if each]))
        page: Any = self.admin_site._registry.get(model)
        for each, line in zip(objects, page.lines_of(objects) if page and objects else [], strict=False):
            chosen[str(each.pk)]["label"] = line
        return groups


class Lines(AutocompleteJsonView):
    """Shows each option of an autocomplete field by its distinguishing line, so that no two look alike."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        self.term, self.model_admin, self.source_field, to_field = self.process_request(request)
        if not self.has_perm(request):
            raise PermissionDenied
        self.object_list = self.get_queryset()
        page = self.get_context_data()
        offered = list(page["object_list"])
        of_site: Any = self.model_admin  # every registered page is one of ours
        lines = of_site.lines_of(offered)
        results = [
            {"id": str(getattr(each, to_field)), "text": line} for each, line in zip(offered, lines, strict=True)
        ]
        return JsonResponse({"results": results, "pagination": {"more": page["page_obj"].has_next()}})


class AllowedAutocomplete(_KeysAlone, AutocompleteSelect):
    """Autocomplete for one record."""


class AllowedAutocompletes(_KeysAlone, AutocompleteSelectMultiple):
    """Autocomplete for several records."""


def is_key(field: Field, value: object) -> bool:
    """Whether `value` is a possible value of this key field."""
    try:
        field.run_validators(field.to_python(value))
    except (ValidationError, ValueError, OverflowError):
        return False
    return True


def lookups_of(model: type[Model], filters: Iterable[Any], date_hierarchy: str | None) -> Iterator[str]:
    """The query parameters that a list's filters and date hierarchy use."""
    for each in filters:
        if isinstance(each, type) and issubclass(each, admin.SimpleListFilter):
            yield str(each.parameter_name)
            continue
        path = each[0] if isinstance(each, tuple | list) else each
        yield path  # `AllValuesFieldListFilter` uses the bare field name
        yield from (f"{path}__{ending}" for ending in _endings(model, path, each))
    if date_hierarchy:
        yield from (f"{date_hierarchy}__{part}" for part in DAYS)


def _endings(model: type[Model], path: str, listed: Any) -> tuple[str, ...]:
    if isinstance(listed, tuple | list) and issubclass(listed[1], admin.EmptyFieldListFilter):
        return ("isempty",)
    field: Any = get_fields_from_path(model, path)[-1]
    if field.remote_field:
        return (f"{field.target_field.name}__exact", "isnull")
    return DAYS if isinstance(field, DateField | DateTimeRangeField) else ("exact", "isnull")
