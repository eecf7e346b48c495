"""What people type about their login."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from community.forms import PortalForm, PortalFormHelper
from community.models import User, mobile_number
from community.ranges import today
from community.registers import message_kinds


class PhoneField(forms.CharField):
    """A mobile number; spaces, dashes, full-width digits and +86 are forgiven."""

    default_validators = [mobile_number]

    def __init__(self, *, widget: forms.Widget | None = None) -> None:
        widget = widget or forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(label=_("Mobile number"), max_length=40, widget=widget)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value) or "")
        return "".join(text.split()).replace("-", "").removeprefix("+86")


def _password_field(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=128)


class LogInForm(AuthenticationForm):
    """Phone number and password; the field's name `username` is what Django and axes look for."""

    username = PhoneField(widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "username"}))  # type: ignore[assignment]
    password = _password_field(_("Password"), "current-password")

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("The number and the password do not belong together. Please check both.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django sets the length of the stored number; people type spaces too.
        self.fields["username"].widget.attrs["maxlength"] = 40


class PhoneForm(PortalForm):
    phone = PhoneField()
    submit_label = _("Send me a code")


class OwnPasswordForm(PortalForm):
    """For whoever knows the password of `user`: an open session alone does not do."""

    password = _password_field(_("Current password"), "current-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your current password."))
        return self.cleaned_data["password"]


class NewPhoneForm(OwnPasswordForm, PhoneForm):
    """The number to move to."""

    field_order = ["phone", "password"]
    submit_label = PhoneForm.submit_label


class CodeForm(PortalForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    submit_label = _("Continue")

    def clean_code(self) -> str:
        return "".join(unicodedata.normalize("NFKC", self.cleaned_data["code"]).split())


class SecondFactorForm(CodeForm):
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Recovery codes have letters.
        self.fields["code"].widget.attrs["inputmode"] = "text"


class EnrolAppForm(OwnPasswordForm, CodeForm):
    """The app's first code, from whoever knows the password."""

    field_order = ["code", "password"]
    submit_label = _("Continue")


class NewPasswordForm(PortalForm):
    """A new password, for `user` or for somebody who has no login yet."""

    password = _password_field(_("New password"), "new-password")
    submit_label = _("Save")

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = _("At least 8 characters, not only digits.")

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
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


class SignUpForm(NewPasswordForm):
    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    birth_date = _BirthDateField(help_text=_("Only for rooms with an age limit; you may leave it empty."))
    consent = forms.BooleanField(label=_("I have read how my data is treated, and agree."))

    field_order = ["name", "password", "birth_date", "consent"]
    submit_label = _("Sign up")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class ChangePasswordForm(NewPasswordForm):
    current = _password_field(_("Current password"), "current-password")
    field_order = ["current", "password"]

    def clean_current(self) -> str:
        if self.user is None or not self.user.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError(_("This is not your current password."))
        return self.cleaned_data["current"]


class DeleteAccountForm(OwnPasswordForm):
    """The password once more, before everything is gone."""

    submit_label = _("Delete my account")


class ProfileForm(forms.ModelForm):
    """What a user may change about themselves; the kinds of message that are ticked are sent out."""

    birth_date = _BirthDateField(help_text=_("Only for rooms with an age limit; you may leave it empty."))
    sent_kinds = forms.MultipleChoiceField(
        label=_("Send me these messages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The others stay here in the portal."),
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
        field = self.fields["sent_kinds"]
        field.choices = kinds  # type: ignore[attr-defined]
        field.initial = [kind for kind, _name in kinds if kind not in self.instance.muted_kinds]

    @property
    def muted_kinds(self) -> set[str]:
        """The kinds that were not ticked; of a valid form."""
        return {kind for kind, _name in message_kinds.all_kinds()} - set(self.cleaned_data["sent_kinds"])

    @property
    def helper(self) -> PortalFormHelper:
        return PortalFormHelper(self, submit=str(_("Save")))
