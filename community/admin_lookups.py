"""What an address of the admin may ask of the database: what its list shows as filters, and no more.

Django lets whoever may see a list filter it by any column of its table; letter by letter a query
string then reads what no page shows. Here every list has an allow-list.
"""

from collections.abc import Iterable, Iterator
from typing import Any

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

DAYS = ("day", "from", "to")  # what `community.admin_filters.DayFilter` writes into the address


class AllowedChanges(ChangeList):
    """A list whose address may hold nonsense; the answer is then the list without it.

    It is called by what it lists, and its days are a filter (`community.admin_filters`).
    """

    def __init__(self, request: HttpRequest, model: Any, display: Any, links: Any, filters: Any, *args: Any) -> None:
        _hierarchy, *others = args
        super().__init__(request, model, display, links, filters, None, *others)
        self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except (ValueError, OverflowError) as error:  # the year 0, or 9999 and one more
            raise IncorrectLookupParameters(error) from error

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters(error) from error


class _KeysAlone(AutocompleteMixin):
    """A mixin for fields with search: a value that is no key counts as none at all."""

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
    """What a field with search offers, each in the line of its kind, so that no two look alike."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        self.term, self.model_admin, self.source_field, to_field = self.process_request(request)
        if not self.has_perm(request):
            raise PermissionDenied
        self.object_list = self.get_queryset()
        page = self.get_context_data()
        offered = list(page["object_list"])
        of_site: Any = self.model_admin  # one of ours, as every page of the site
        lines = of_site.lines_of(offered)
        results = [
            {"id": str(getattr(each, to_field)), "text": line} for each, line in zip(offered, lines, strict=True)
        ]
        return JsonResponse({"results": results, "pagination": {"more": page["page_obj"].has_next()}})


class AllowedAutocomplete(_KeysAlone, AutocompleteSelect):
    """A field with search for one record."""


class AllowedAutocompletes(_KeysAlone, AutocompleteSelectMultiple):
    """A field with search for several records."""


def is_key(field: Field, value: object) -> bool:
    """Whether `value` can be what this key of a table holds."""
    try:
        field.run_validators(field.to_python(value))
    except (ValidationError, ValueError, OverflowError):
        return False
    return True


def lookups_of(model: type[Model], filters: Iterable[Any], date_hierarchy: str | None) -> Iterator[str]:
    """The parameters that filters of a list and its days write into the address."""
    for each in filters:
        if isinstance(each, type) and issubclass(each, admin.SimpleListFilter):
            yield each.parameter_name  # type: ignore[misc]
            continue
        path = each[0] if isinstance(each, tuple | list) else each
        yield path  # a filter by all values that there are asks without a word more
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
