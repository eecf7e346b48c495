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

    `prefix` begins its numbers (SJ2026-000001) and is unique among kinds. `public` names the facts that the public
    page shows, in this order, each with its label. `design` is its face until staff write a template; `fields` names
    what templates may refer to in braces, each with an example of typical length. `titles` are those that a template
    may choose from, any if empty; `fixed` is a line at the foot that no template can remove. `may_read` says who may
    download the certificate itself; `revoked` is called with the revoked certificate inside the transaction that
    revokes it, whoever does so.
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
    """Allow certificates of this kind to be issued. Raises ValueError if another kind has its prefix."""
    if any(other.prefix == kind.prefix for other in _kinds.values() if other.key != kind.key):
        raise ValueError(f"The prefix {kind.prefix} is another kind's.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    """The registered kind. Raises KeyError if there is none."""
    return _kinds[key]


def all_kinds() -> list[Kind]:
    """Every kind, in order of registration."""
    return list(_kinds.values())
