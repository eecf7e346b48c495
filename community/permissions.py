"""What services ask of whoever calls them; views use `community.http.permitted`."""

from community.errors import Invalid
from community.models import User


def require_permission(by: User, permission: str, words: str) -> None:
    """Raise not_allowed with `words` unless a user holds a permission."""
    if not by.has_perm(permission):
        raise Invalid("not_allowed", words)
