"""Admin pages for staff roles and for the results of background tasks, described in words."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django_tasks_db.models import DBTaskResult

from community.admin_base import PortalAdmin
from community.admin_filters import PastDayFilter
from community.admin_tools import LookOnly
from community.admin_words import NOTHING
from community.forms import offer_records
from community.registers import roles
from community.registers.chores import register, words_of
from community.templatetags.portal import state_badge

VERBS: dict[str, Promise] = {
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
    "view": gettext_lazy("view"),
}


def power(permission: Permission) -> str:
    """A permission in words, such as 预约：修改."""
    name, verb = _parts(permission)
    return _("%(name)s: %(verb)s") % {"name": name, "verb": verb} if verb else name


def _parts(permission: Permission) -> tuple[str, str]:
    """Split a permission's label into its subject and its action; a custom permission has a subject only."""
    model = permission.content_type.model_class()
    verb, _underscore, rest = permission.codename.partition("_")
    if model is None or verb not in VERBS or rest != model._meta.model_name:
        # The permission table stores labels in whatever language was active when the permission was created.
        own = dict(model._meta.permissions) if model else {}
        return str(own.get(permission.codename) or _(permission.name)), ""
    return capfirst(str(model._meta.verbose_name)), str(VERBS[verb])


class PowersField(forms.ModelMultipleChoiceField):
    """Permissions as checkboxes, those of one list side by side."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return power(obj)


def shown_powers() -> QuerySet[Permission]:
    """The permissions that can be granted. Those of history and join tables follow from their main record and are
    hidden.
    """
    known = Permission.objects.select_related("content_type").order_by("content_type", "codename")
    hidden = [each.pk for each in known if not _is_told(each)]
    return known.exclude(pk__in=hidden)


def _is_told(permission: Permission) -> bool:
    model: type[Model] | None = permission.content_type.model_class()
    if model is None or model._meta.auto_created or model.__name__.startswith("Historical"):
        return False
    return model in admin.site._registry or permission.codename.partition("_")[0] not in VERBS


class RoleForm(forms.ModelForm):
    """The name of a role and its permissions; hidden permissions stay granted."""

    permissions = PowersField(label=gettext_lazy("what it may do"), queryset=Permission.objects.none(), required=False)

    class Meta:
        model = Group
        fields = ["name", "permissions"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "permissions" in self.fields:
            offer_records(self, "permissions", shown_powers())

    def clean_permissions(self) -> Any:
        chosen = set(self.cleaned_data["permissions"])
        hidden = self.instance.permissions.exclude(pk__in=shown_powers()) if self.instance.pk else ()
        return list(chosen | set(hidden))


@admin.register(Group)
class RoleAdmin(PortalAdmin):
    """The roles of staff, described in words; the full list of permissions is collapsed."""

    form = RoleForm
    list_display = ["name", "does", "people"]
    search_fields = ["name"]
    ordering = ["pk"]
    readonly_fields = ["does"]
    fieldsets = [
        (None, {"fields": ["name", "does"]}),
        (gettext_lazy("Individually"), {"fields": ["permissions"], "classes": ["collapse", "powers"]}),
    ]

    @admin.display(description=gettext_lazy("what it does"))
    def does(self, group: Group) -> str:
        if words := roles.words_of(group.name):
            return words
        by_list: dict[str, list[str]] = defaultdict(list)
        for permission in group.permissions.select_related("content_type") if group.pk else ():
            if _is_told(permission):
                name, verb = _parts(permission)
                by_list[name].append(verb)
        return (
            pgettext("sentence", "; ").join(
                _("%(name)s (%(verbs)s)") % {"name": name, "verbs": pgettext("list", ", ").join(filter(None, verbs))}
                if any(verbs)
                else name
                for name, verbs in by_list.items()
            )
            or NOTHING
        )

    @admin.display(description=gettext_lazy("people"))
    def people(self, group: Group) -> int:
        return group.user_set.filter(is_active=True).count()


STATES: dict[str, tuple[str, Promise]] = {
    "READY": ("waiting", gettext_lazy("waiting")),
    "RUNNING": ("open", gettext_lazy("running")),
    "SUCCESSFUL": ("confirmed", pgettext_lazy("task", "done")),
    "FAILED": ("absent", gettext_lazy("failed")),
}


class StateFilter(admin.SimpleListFilter):
    """Filter background tasks by their status."""

    title = gettext_lazy("state")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state, words) for state, (_tone, words) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(status=self.value()) if self.value() else queryset


@admin.register(DBTaskResult)
class ChoreAdmin(LookOnly, PortalAdmin):
    """The results of background tasks in words, for those who look after the portal."""

    list_display = ["words", "state", "enqueued_at", "finished_at"]
    list_filter = [StateFilter]
    date_hierarchy = "enqueued_at"
    day_filter = PastDayFilter
    ordering = ["-enqueued_at"]
    show_full_result_count = False
    fields = ["words", "state", "enqueued_at", "started_at", "finished_at", "error"]

    @admin.display(description=gettext_lazy("what was done"))
    def words(self, task: DBTaskResult) -> str:
        return words_of(task.task_path)

    @admin.display(description=gettext_lazy("what went wrong"))
    def error(self, task: DBTaskResult) -> str:
        """The type of the error only, because its message may contain what people typed."""
        return task.exception_class_path.rpartition(".")[2]

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, task: DBTaskResult) -> SafeString:
        tone, words = STATES.get(task.status, ("", task.status))
        return state_badge(tone, str(words))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        found = self.get_object(request, object_id)
        return super().history_view(request, object_id, {"subtitle": words_of(found.task_path) if found else ""})

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        found = self.get_object(request, object_id)
        extra = {"subtitle": words_of(found.task_path) if found else ""}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))


register(
    {
        "community.delivery.tasks.deliver_messages": gettext_lazy("send messages"),
        "community.delivery.tasks.deliver_texts": gettext_lazy("send texts"),
        "community.delivery.tasks.tend_urgent": gettext_lazy("look after urgent messages"),
        "community.delivery.tasks.deliver_due": gettext_lazy("send what is due"),
        "community.workbooks.tasks.rehearse": gettext_lazy("read a workbook"),
        "community.workbooks.tasks.apply": gettext_lazy("import a workbook"),
        "community.workbooks.tasks.undo": gettext_lazy("undo a workbook"),
        "community.accounts.tasks.forget_sessions": gettext_lazy("forget old log-ins"),
        "community.certificates.tasks.forget_guesses": gettext_lazy("forget wrong codes"),
    }
)
