"""Forms for logging in, passwords, second factors and the profile."""

import unicodedata
from datetime import date
from typing import Any, cast

from crispy_forms.layout import Field
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.accounts import passwords
from community.errors import DomainError
from community.forms import PhoneField, PortalForm, PortalFormHelper, offer
from community.models import User
from community.ranges import today
from community.registers import message_kinds, topics


def _password_field(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=128)


class PhoneForm(PortalForm):
    """The phone number of an existing or a new login."""

    phone = PhoneField(autocomplete="tel")


class PasswordForm(PhoneForm):
    """A phone number and its password."""

    password = _password_field(_("Password"), "current-password")


class OwnPasswordForm(PortalForm):
    """Confirms that the user knows the login's password; an open session alone is not enough.

    Users without a password prove their phone instead; see `community.accounts.views.proving`.
    """

    password = _password_field(_("Current password"), "current-password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = cast(User, request.user)
        if not self.user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            is_right = passwords.is_own_password(self.request, self.user, password)
        except DomainError as error:
            raise forms.ValidationError(error.message) from error
        if not is_right:
            raise forms.ValidationError(_("This is not your current password."))
        return password


class NewPhoneForm(OwnPasswordForm):
    """The phone number to move the login to."""

    phone = PhoneField(label=_("New mobile number"), autocomplete="tel")
    field_order = ["phone", "password"]
    submit_label = _("Send me a code")


class CodeForm(PortalForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    submit_label = _("Continue")

    @classmethod
    def untouched(cls) -> "CodeForm":
        """A form that can carry a refusal, without the reproach that nobody typed a code."""
        form = cls(data={})
        form.errors.clear()
        return form

    def clean_code(self) -> str:
        return "".join(unicodedata.normalize("NFKC", self.cleaned_data["code"]).split())


class SecondFactorForm(CodeForm):
    """A code from the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Recovery codes contain letters.
        self.fields["code"].widget.attrs["inputmode"] = "text"


class EnrolAppForm(OwnPasswordForm, CodeForm):
    """The app's first code, together with the password."""

    field_order = ["code", "password"]
    submit_label = _("Continue")


class NewPasswordForm(OwnPasswordForm):
    """A new password; the current one is only required with `needs_old`."""

    new_password = _password_field(_("New password"), "new-password")
    field_order = ["password", "new_password"]
    submit_label = _("Save")

    def __init__(self, *args: Any, needs_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password"].help_text = _("At least 8 characters, not only digits.")
        if not needs_old:
            self.fields.pop("password", None)

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        password_validation.validate_password(password, self.user)
        return password


class _BirthDateField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d")
        super().__init__(label=_("Date of birth"), required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not date(1900, 1, 1) <= day <= today():
            raise forms.ValidationError(_("Please check the date of birth."))
        return day


class NameForm(PortalForm):
    """The name of a new user."""

    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class DeleteAccountForm(OwnPasswordForm):
    """Asks for the password again before the login is deleted."""

    submit_label = _("Delete my account")


class OwnDataForm(OwnPasswordForm):
    """Asks for the password again before an identity number is shown."""

    submit_label = _("Download")


class ProfileForm(forms.ModelForm):
    """The profile that users may edit; ticked message kinds are also sent by text or e-mail."""

    birth_date = _BirthDateField(
        help_text=_("Only for duty, and for rooms and classes with an age limit; you may leave it empty.")
    )
    sent_kinds = forms.MultipleChoiceField(
        label=_("Send me these messages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The others stay here in the portal."),
    )
    topics = forms.MultipleChoiceField(
        label=_("Notify me about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("News that you only get if you choose to."),
    )

    class Meta:
        model = User
        fields = ["name", "email", "birth_date", "language"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {"email": _("Messages come by e-mail where you give an address, else by text.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = message_kinds.all_kinds()
        offer(self, "sent_kinds", message_kinds.grouped_kinds())
        self.fields["sent_kinds"].initial = [kind for kind, _name in kinds if kind not in self.instance.muted_kinds]
        if topics.all_topics():
            offer(self, "topics", topics.all_topics())
            self.fields["topics"].initial = sorted(topics.topics_of(self.instance))
        else:
            del self.fields["topics"]

    @property
    def muted_kinds(self) -> set[str]:
        """The kinds that were not ticked. Requires a valid form."""
        return {kind for kind, _name in message_kinds.all_kinds()} - set(self.cleaned_data["sent_kinds"])

    @property
    def kinds_by_group(self) -> list[tuple[str, int, list[dict[str, Any]]]]:
        """The checkboxes for message kinds by group, with the number ticked in each."""
        ticked = set(self["sent_kinds"].value() or ())
        found = []
        for group, kinds in message_kinds.grouped_kinds():
            boxes = [{"value": kind, "label": name, "is_ticked": kind in ticked} for kind, name in kinds]
            found.append((str(group), sum(kind in ticked for kind, _name in kinds), boxes))
        return found

    @property
    def helper(self) -> PortalFormHelper:
        made = PortalFormHelper(self, submit=str(_("Save")))
        made.layout.fields[made.layout.fields.index("sent_kinds")] = Field(
            "sent_kinds", template="accounts/_kinds.html"
        )
        return made
