"""How a refusal of the services becomes an HTTP answer."""

from community.errors import DomainError

# The world changed under the reader's feet; the request itself was fine.
CONFLICTS = frozenset({"already_waiting", "bad_state", "is_free", "offer_lapsed", "taken"})


def status_of(error: DomainError) -> int:
    """409 where somebody was faster, 422 where a rule forbids what was asked."""
    return 409 if error.code in CONFLICTS else 422
