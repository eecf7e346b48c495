"""Saved filters of admin lists, such as 本周待审批, private to the user who saved them."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from community.errors import Conflict, Invalid
from community.locks import lock_user
from community.models import KeptList, User
from community.models.kept import MOST

LONGEST_NAME, LONGEST_QUERY = 20, 500
NOT_KEPT = ("p", "o", "e", "_popup", "_to_field", "all")  # page, order and error are not saved


def kept_lists(*, user: User, page: str) -> list[KeptList]:
    """The filters that `user` saved for a list, oldest first."""
    return list(KeptList.objects.filter(user=user, page=page))


@transaction.atomic
def keep_list(*, user: User, page: str, name: str, query: str) -> KeptList:
    """Save a list's filters under a name, replacing those saved under the same name.

    Raises `Invalid` (`no_name`, `no_filter`) and `Conflict` (`too_many`).
    """
    name, asked = name.strip()[:LONGEST_NAME], QueryDict(query, mutable=True)
    for each in NOT_KEPT:
        asked.pop(each, None)
    wanted = asked.urlencode()
    if not name:
        raise Invalid("no_name", _("Please give it a name."))
    if not wanted or len(wanted) > LONGEST_QUERY:
        raise Invalid("no_filter", _("Please choose filters first; the current ones are saved."))
    lock_user(user)
    others = KeptList.objects.filter(user=user, page=page).exclude(name=name)
    if others.count() >= MOST:
        raise Conflict("too_many", _("You have saved too many filters for this list. Please delete one first."))
    kept, _made = KeptList.objects.update_or_create(user=user, page=page, name=name, defaults={"query": wanted})
    return kept


@transaction.atomic
def drop_list(*, user: User, page: str, name: str) -> None:
    """Delete a saved list; does nothing if there is none of this name."""
    KeptList.objects.filter(user=user, page=page, name=name).delete()
