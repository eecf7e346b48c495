"""Base classes for every page of the admin, ours and third-party ones; `community.admin_site` applies them.

- Lists can be filtered only by their own filters and dates, and phone numbers searched by their last four digits
  (`phones`).
- Personal data is masked: those who may view but not change a record never receive the value (`masked`). Names are
  masked for those who may not read them (`names`; `community.registers.staff.reads_names`).
- An address with an invalid key answers 404; a service's refusal is shown beside the form.
- History is read-only. An old state is restored by editing the record, through the services.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from simple_history.admin import SimpleHistoryAdmin

from community.admin_forms import NativeForms
from community.admin_history import ChangesInWords
from community.admin_lists import WordedLists
from community.admin_lookups import AllowedAutocomplete, AllowedAutocompletes, AllowedChanges, is_key, lookups_of
from community.errors import DomainError
from community.http import answer
from community.models.single import Single
from community.names import are_names_masked
from community.phone_search import phones_like

Mask = Callable[[Any], str]
MOST_INLINE = 400  # rows of one inline that a form may submit


class Masks(NativeForms):
    """A mixin for records and inlines that hold personal data."""

    masked: ClassVar[dict[str, Mask]] = {}
    # Columns with a neighbour's name, and how a record shows it to whoever is reading.
    names: ClassVar[dict[str, Mask]] = {}

    def sees_in_full(self, request: HttpRequest, obj: Any) -> bool:
        """Whether masked columns are shown in full, which requires permission to change the record."""
        return obj is None or self.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not (self.masked or self.names) or self.sees_in_full(request, obj):
            return fieldsets
        return [(name, {**options, "fields": self._behind(options["fields"])}) for name, options in fieldsets]

    def _behind(self, fields: Iterable[Any]) -> list[Any]:
        return [tuple(self._behind(each)) if isinstance(each, tuple | list) else self._mask(each) for each in fields]

    def _mask(self, field: Any) -> Any:
        """A column that shows the masked value of the field, or the name as the reader may see it."""
        if not isinstance(field, str) or field not in {*self.masked, *self.names}:
            return field
        opts = self.model._meta
        known = {each.name for each in opts.get_fields()}

        @admin.display(description=opts.get_field(field).verbose_name if field in known else self._label(field))
        def column(obj: Any) -> str:
            value = getattr(obj, field)
            if not value:
                return self.get_empty_value_display()
            return self.names[field](obj) if field in self.names else self.masked[field](value)

        column.__name__ = f"masked_{field}"
        if field in self.names:  # found and sorted by, as everywhere
            column.admin_order_field = field  # type: ignore[attr-defined]
        return column

    def _label(self, name: str) -> Any:
        declared = getattr(self.form, "declared_fields", {}).get(name)
        return declared.label if declared else name


class CountedRows(forms.BaseInlineFormSet):
    """A formset without empty rows where none can be added or the submitted row counters are invalid."""

    takes_new = True

    def total_form_count(self) -> int:
        total = super().total_form_count()
        if self.is_bound and not (self.takes_new and self.management_form.is_valid()):
            return min(total, self.initial_form_count())
        return total


class PortalInline(Masks, admin.TabularInline):
    """An inline with a bounded number of rows."""

    extra = 0
    formset = CountedRows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if "fields" not in kwargs:  # given when Django only asks which fields there are
            # A masked column cannot be a form field.
            listed = flatten_fieldsets(self.get_fieldsets(request, obj))
            kwargs["fields"] = [each for each in listed if isinstance(each, str)]
        takes_new = self.has_add_permission(request, obj)
        most = MOST_INLINE if takes_new else 0  # Django's script offers another row below this number
        made: Any = super().get_formset(request, obj, **{"absolute_max": MOST_INLINE, "max_num": most, **kwargs})
        made.takes_new = takes_new
        return made


class PortalAdmin(Masks, WordedLists):
    """The base of every record in the admin."""

    phones: ClassVar[list[str]] = []
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns, masked except for users who may change the records."""
        shown = super().get_list_display(request)
        return shown if self.has_change_permission(request) else self._behind(shown)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        filters = self.get_list_filter(request) if request else self.list_filter
        return lookup in set(lookups_of(self.model, filters, self.date_hierarchy))

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        return to_field == self.opts.pk.name

    def lines_of(self, objects: Sequence[Any]) -> list[str]:
        """A distinguishing line for each record, for search results and selected values of a field."""
        return [str(each) for each in objects]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[AllowedChanges]:
        return AllowedChanges

    def searches_whole_numbers(self, request: HttpRequest) -> bool:
        """Whether full phone numbers may be searched, which requires permission to read them."""
        return request.user.has_perm("community.change_user")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        found, doubles = super().get_search_results(request, queryset, search_term)
        if self.phones and search_term:
            whole = self.searches_whole_numbers(request)
            found |= queryset.filter(phones_like(self.phones, search_term, whole=whole))
        return found, doubles

    def own_page(
        self,
        request: HttpRequest,
        template: str,
        title: str | Promise,
        *,
        form: forms.BaseForm | None = None,
        error: DomainError | None = None,
        **more: Any,
    ) -> HttpResponse:
        """A page of ours in the frame of the admin; the status is that of `community.http.answer`."""
        media = self.media + form.media if form is not None else self.media
        frame = {"title": title, "opts": self.opts, "media": media, "form": form, "error": error}
        context = self.admin_site.each_context(request) | frame | more
        return answer(request, template, context, form=form, error=error)

    def key_or_404(self, object_id: str) -> str:
        """The key in an address. Raises Http404 if the model has no such keys."""
        key = unquote(object_id)
        if not is_key(self.opts.pk, key):
            raise Http404
        return key

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AllowedAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AllowedAutocompletes(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        key = self.key_or_404(object_id)
        # Django redirects to the first page if the record does not exist, but a history outlives its record.
        if not isinstance(self, SimpleHistoryAdmin) and self.get_object(request, key) is None:
            raise Http404
        extra = {"title": pgettext("history", "Changes"), **(extra_context or {})}
        return super().history_view(request, object_id, extra)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; a service's refusal is shown in it together with the input."""
        name = self.opts.verbose_name
        title = capfirst(str(name)) if object_id else _("New %(name)s") % {"name": name}
        context = {"title": title, **(extra_context or {})}
        if object_id and issubclass(self.model, Single):
            context["subtitle"] = None
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except DomainError as error:
            refuse(request, self.refusal(error))
            status = error.status
        response = super().changeform_view(request, object_id, form_url, context)
        response.status_code = status
        return response

    def refusal(self, error: DomainError) -> str:
        """The message for a refusal by a service."""
        return error.message

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = getattr(request, "refused", None)
        return _refusing(form, refused) if refused else form


class Refused(HttpRequest):
    """A request that a service refused, and why; the form is shown again with it."""

    refused: str


def refuse(request: HttpRequest, words: str) -> None:
    """Have the form of this request say why it was refused."""
    cast(Refused, request).refused = words


def _refusing(form: type[forms.ModelForm], words: str) -> type[forms.ModelForm]:
    class Refused(form):  # type: ignore[misc, valid-type]
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, words)
            return cleaned

    return Refused


class PortalHistoryAdmin(PortalAdmin, SimpleHistoryAdmin):
    """A record with a history that staff may view."""

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Any:
        helper = ChangesInWords(self.model, historical_record)
        helper.hidden = [*self.masked, *(self.names if are_names_masked() else ())]
        return helper

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        return str(pgettext("history", "Changes"))

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """A read-only view of an old version. The package would save it directly, bypassing services and roles."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        versions = getattr(self.model, self.opts.simple_history_manager_attribute).model  # type: ignore[attr-defined]
        if not is_key(versions._meta.pk, version_id):
            raise Http404
        key = {self.opts.pk.attname: self.key_or_404(object_id), "history_id": version_id}
        obj = get_object_or_404(versions, **key).instance
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        obj._state.adding = False
        fieldsets = self.get_fieldsets(request, obj)
        form = self.get_form(request, obj, change=True)(instance=obj)
        admin_form = helpers.AdminForm(form, fieldsets, {}, flatten_fieldsets(fieldsets), model_admin=self)
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}"
        context = self.admin_site.each_context(request) | {
            "title": self.history_form_view_title(request, obj),
            "adminform": admin_form,
            "object_id": object_id,
            "original": obj,
            "is_popup": False,
            "media": self.media,
            "errors": [],
            "app_label": self.opts.app_label,
            "original_opts": self.opts,
            "opts": versions._meta,
            "changelist_url": reverse(f"{name}_changelist"),
            "change_url": reverse(f"{name}_change", args=[obj.pk]),
            "history_url": reverse(f"{name}_history", args=[obj.pk]),
            "revert_disabled": True,
            "add": False,
            "change": True,
            "has_add_permission": False,
            "has_view_permission": True,
            "has_change_permission": False,
            "has_delete_permission": False,
            "has_file_field": False,
            "has_absolute_url": False,
            "form_url": "",
            "save_as": False,
            "save_on_top": False,
        }
        return self.render_history_view(request, self.object_history_form_template, context)


class SingleAdmin(PortalHistoryAdmin):
    """A table of one row (`community.models.single`): its list redirects to that row, which is created on first use."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row, _created = self.model._default_manager.get_or_create(pk=1)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)
