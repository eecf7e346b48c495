"""The kinds of certificate; each app registers its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from community.certificates.faces.design import PLAIN, Design

if TYPE_CHECKING:
    from community.certificates.models import Certificate
    from community.models import User


def _nothing(certificate: "Certificate") -> None:
    """The default, which does nothing."""


def _nobody(certificate: "Certificate", user: "User") -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of certificate.

    `prefix` begins its numbers (SJ2026-000001) and is never another kind's. `public` names the
    facts that the page of the check shows, in this order, each with what people call it.
    `design` is its face until staff write a template; `fields` names what words may hold in braces,
    each with an example of a usual length. `titles` are those that a template may choose, any where
    there are none; `fixed` is a line at the foot that no template takes away.
    `may_read` says who may have the paper itself; `revoked` is called in the transaction that
    revokes one, whoever revokes it, with the certificate as it is then.
    """

    key: str
    prefix: str
    name: Promise
    public: Mapping[str, Promise] = field(default_factory=dict)
    design: Design = PLAIN
    fields: Mapping[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    fixed: str = ""
    may_read: Callable[["Certificate", "User"], bool] = _nobody
    revoked: Callable[["Certificate"], None] = _nothing


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let certificates of this kind be issued. Raises ValueError where another kind has its prefix."""
    if any(other.prefix == kind.prefix for other in _kinds.values() if other.key != kind.key):
        raise ValueError(f"The prefix {kind.prefix} is another kind's.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    """The registered kind; raises KeyError for a word that is none."""
    return _kinds[key]


def all_kinds() -> list[Kind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())
