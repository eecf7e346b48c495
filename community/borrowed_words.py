"""Django messages that we translate ourselves, listed here for collection; our catalogue takes precedence over
Django's.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

FORMS = (
    _("This field is required."),
    _("Enter a valid value."),
    _("Enter a valid date."),
    _("Enter a valid date/time."),
    _("Enter a valid time."),
    _("Enter a valid email address."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
NUMBERS = (
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "max",
    ),
)
PASSWORDS = (
    _("This password is entirely numeric."),
    _("This password is too common."),
    _("The password is too similar to the %(verbose_name)s."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "min_length",
    ),
)
ADMIN = (
    _("Select this object for an action - {}"),
    _("0 of %(cnt)s selected"),
    _("Select all objects on this page for an action"),
    _("Designates that this user has all permissions without explicitly assigning them."),
    _("Enter the same password as before, for verification."),
    _("Your password can’t be entirely numeric."),
    _("Your password can’t be a commonly used password."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
    _(":"),
    _("Clear selection"),
    _("superuser status"),
    _("staff status"),
    _("Staff status"),
    _("group"),
    _("groups"),
    _("permissions"),
    _("user"),
    _("users"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Changed {fields}."),
    _("Changed {fields} for {name} “{object}”."),
    _("Added."),
    _("Added {name} “{object}”."),
    _("No fields changed."),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was changed successfully."),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("No action selected."),
    _("Add another %(verbose_name)s"),
)
SCRIPTS = (("%(sel)s of %(cnt)s selected", "%(sel)s of %(cnt)s selected"),)  # singular and plural
_COLLECTED = (
    ngettext_lazy("%(sel)s of %(cnt)s selected", "%(sel)s of %(cnt)s selected", "cnt"),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected", "total_count"),
)
BACKGROUND_WORK = (
    _("enqueued at"),
    _("started at"),
    _("finished at"),
    _("traceback"),
    _("Task Result"),
    _("Task Results"),
)
