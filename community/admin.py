"""Admin pages for users, the centre and its notices."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth.forms import BaseUserCreationForm
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

import community.access_admin
import community.certificates.admin
import community.certificates.seal_admin
import community.notice_admin  # noqa: F401 - they register themselves
from community.accounts import second_factor
from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly, ask_reason
from community.models import Centre, CentrePhoto, KnownHeading, Message, OutgoingText, User
from community.names import mask_email, mask_name, mask_phone
from community.person_line import PersonLine, told_apart
from community.registers import dashboard
from community.registers.message_kinds import all_kinds
from community.registers.ranks import Rank
from community.registers.roles import words_of

# The secrets of authenticator apps and recovery codes must not be shown.
for secret in (TOTPDevice, StaticDevice):
    admin.site.unregister(secret)

admin.site.site_header = _("Last Metre")
admin.site.site_title = _("Last Metre")
admin.site.index_title = _("The centre")


class RolesField(ModelMultipleChoiceField):
    """Checkboxes for roles, each with a description."""

    def label_from_instance(self, obj: Any) -> str:
        words = words_of(obj.name)
        return gettext("%(name)s: %(verb)s") % {"name": obj, "verb": words} if words else str(obj)


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["phone", "name"]


@admin.register(User)
class UserAdmin(PortalHistoryAdmin):
    """Logins; personal data is masked except for those who may change them."""

    list_display = ["name", "masked_phone", "is_active", "is_staff", "last_login", "date_joined"]
    list_filter = ["is_active", "is_staff", "groups", "language"]
    search_fields = ["name", "name_key"]
    search_help_text = _("Name, pinyin, pinyin initials, or the last four digits of the phone number")
    phones = ["phone"]
    names = {"name": str}
    masked = {"phone": mask_phone, "email": mask_email, "birth_date": lambda day: str(day.year)}
    date_hierarchy = "date_joined"
    day_filter = PastDayFilter
    readonly_fields = ["last_login", "date_joined"]
    show_full_result_count = False
    actions = ["reset_second_factor"]
    fieldsets = [
        (None, {"fields": ["name", "phone", "email", "birth_date", "language"]}),
        (_("What the login may do"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("When"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["phone", "name", "password1", "password2"]})]

    def lines_of(self, objects: Sequence[User]) -> list[str]:
        lines = told_apart(PersonLine(each.pk, mask_name(each.name), mask_phone(each.phone)) for each in objects)
        return [str(line) for line in lines]

    @admin.display(description=_("mobile number"))
    def masked_phone(self, user: User) -> str:
        return mask_phone(user.phone)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Roles with their descriptions."""
        if db_field.name == "groups":
            kwargs |= {"form_class": RolesField, "widget": CheckboxSelectMultiple(), "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without a button for a new role: whoever gives somebody a role does not make up one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "groups" and field is not None:
            field.widget.can_add_related = False
        return field

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs if obj else {"form": NewUserForm, **kwargs})

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only a superuser may create another; otherwise an administrator could promote anyone, or themselves."""
        fields = list(self.readonly_fields)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]

    def has_reset_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("community.reset_second_factor")

    @admin.action(description=_("Reset the second step of the log-in"), permissions=["reset"])
    def reset_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> HttpResponse | None:
        """Reset the second factor of a colleague who lost their phone; the reason is recorded in the history."""
        return ask_reason(
            self,
            request,
            users,
            question=_("Reset the second step of the log-in"),
            label=_("Reason, for the record"),
            change=lambda user, reason, by: second_factor.reset_second_factor(user=user, by=by, reason=reason),
        )

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Logins are deactivated here; only their owners delete them, with everything that depends on them."""
        return False


class CentrePhotoInline(PortalInline):
    model = CentrePhoto


@admin.register(Centre)
class CentreAdmin(PortalHistoryAdmin):
    """The centre's own texts, which another community changes without touching the code."""

    inlines = [CentrePhotoInline]

    fieldsets = [
        (None, {"fields": ["name", "name_en", "address", "address_en", "phone", "hours", "hours_en"]}),
        (_("The way in"), {"fields": ["latitude", "longitude", "way_in", "way_in_en"]}),
        (_("About the centre"), {"fields": ["story", "story_en", "honours", "honours_en"]}),
        (_("Figures"), {"fields": ["founded", "households", "people"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and Centre.load()._state.adding

    def has_delete_permission(self, request: HttpRequest, obj: Centre | None = None) -> bool:
        return False


class _Written(LookOnly, PortalAdmin):
    """Messages to people; staff only see whether they were sent."""

    show_full_result_count = False
    day_filter = PastDayFilter


def kind_in_words(kind: str) -> str:
    """A message kind in words, such as 报名成功."""
    own = {
        "message_waits": _("A message waits"),
        "reveal_alarm": _("Unusual number of reveals"),
        "code": _("One-time code"),
    }
    own |= {"code_has_login": _("One-time code"), "second_factor_reset": _("Second step reset")}
    return str(dict(all_kinds()).get(kind) or own.get(kind) or kind)


class KindFilter(admin.AllValuesFieldListFilter):
    """Filter by message kind, in words."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield choice | {"display": kind_in_words(str(choice["display"]))}


@admin.register(Message)
class MessageAdmin(_Written):
    list_display = ["user", "told", "created_at", "delivered_at", "read_at", "attempts"]
    list_filter = [
        ("kind", KindFilter),
        ("delivered_at", either(_("not delivered"), pgettext_lazy("state", "delivered"))),
    ]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__name_key"]
    date_hierarchy = "created_at"
    fields = ["user", "told", "created_at", "delivered_at", "read_at", "attempts", "next_try_at"]

    @admin.display(description=_("what was told"), ordering="kind")
    def told(self, message: Message) -> str:
        return kind_in_words(message.kind)


@admin.register(OutgoingText)
class OutgoingTextAdmin(_Written):
    list_display = ["created_at", "masked_phone", "delivered_at", "attempts", "next_try_at"]
    list_filter = [("delivered_at", either(_("not delivered"), pgettext_lazy("state", "delivered")))]
    date_hierarchy = "created_at"
    fields = ["created_at", "masked_phone", "delivered_at", "attempts", "next_try_at"]

    @admin.display(description=_("mobile number"))
    def masked_phone(self, text: OutgoingText) -> str:
        return mask_phone(text.phone)


@dashboard.register
def first_steps(user: User) -> Iterator[dashboard.Line]:
    """A new portal needs its centre first: the name stands on every page."""
    if user.has_perm("community.add_centre"):
        label = _("First enter the centre: name, address, telephone, opening hours")
        yield dashboard.first_step(user, Centre.objects.all(), label, reverse("admin:community_centre_add"))


@dashboard.register
def undelivered(user: User) -> Iterator[dashboard.Line]:
    """Messages and texts that failed after every attempt."""
    for model, permission in ((Message, "community.view_message"), (OutgoingText, "community.view_outgoingtext")):
        if user.has_perm(permission):
            url = reverse(f"admin:community_{model._meta.model_name}_changelist")
            given_up = model.objects.filter(delivered_at=None, next_try_at=None, attempts__gt=0)
            yield dashboard.Line(
                lambda n: ngettext("message could not be sent", "messages could not be sent", n),
                f"{url}?delivered_at__isempty=1",
                given_up,
                Rank.LATE,
            )


@admin.register(KnownHeading)
class KnownHeadingAdmin(PortalAdmin):
    """What staff said workbook headings mean; after one is deleted, the next file asks again."""

    list_display = ["word", "column", "track", "by", "at"]
    list_select_related = ["by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
