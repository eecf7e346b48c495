"""The lock under which a class changes."""

from classes.models import InterestClass
from community.locks import lock_user
from community.models import User


def lock_class(interest_class: InterestClass, user: User | None = None) -> InterestClass:
    """Lock the user, then the class, in the order used everywhere; returns the class, read again."""
    lock_user(user)
    return InterestClass.objects.select_for_update().get(pk=interest_class.pk)
