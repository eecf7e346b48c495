"""Opening accounts and taking them out of use; their published data never changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.models import User
from community.permissions import require_permission
from donations.fund.models import Account


def open_account(*, new: Account, by: User) -> Account:
    """Open an account. Raises `not_allowed`, and `ValidationError` if the model refuses it."""
    require_permission(by, "fund.add_account", _("You may not open accounts."))
    new.full_clean()
    with acting_as(by):
        new.save(force_insert=True)
    return new


def set_in_use(*, account: Account, is_open: bool, by: User) -> None:
    """Close an account to new vouchers, or reopen it. Raises `not_allowed`."""
    require_permission(by, "fund.change_account", _("You may not change accounts."))
    with transaction.atomic(), acting_as(by):
        locked = Account.objects.select_for_update().get(pk=account.pk)
        locked.is_open = is_open
        locked.save(update_fields=["is_open"])
