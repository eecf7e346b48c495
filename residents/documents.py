"""Identity documents: the identity card, and the alternatives to it.

Each kind has its own number format. The residence permits for people from Hong Kong, Macao and Taiwan, and the
current foreigners' card, follow GB 11643 like the identity card and share its range of numbers, so birth date and sex
can be read from them too.
"""

import re
from dataclasses import dataclass
from datetime import date

from community import vault
from residents import identity
from residents.enums import DocumentKind
from residents.identity import IdentityError

# Prefixes of numbers in the format of GB 11643 that are not identity cards.
_BEGINNINGS = {
    "81": DocumentKind.HONG_KONG_RESIDENCE,
    "82": DocumentKind.HONG_KONG_RESIDENCE,
    "83": DocumentKind.TAIWAN_RESIDENCE,
    "9": DocumentKind.FOREIGN_RESIDENCE,
}
# The number formats of other kinds; the last two digits of a permit count its renewals.
_SHAPES = {
    DocumentKind.HONG_KONG_PERMIT: r"[HM][0-9]{8}(?:[0-9]{2})?",
    DocumentKind.TAIWAN_PERMIT: r"T?[0-9]{8}|[0-9]{10}[A-Z0-9]?",
    DocumentKind.FOREIGN_RESIDENCE: r"[A-Z]{3}[0-9]{12}",
    DocumentKind.PASSPORT: r"(?=(?:.*[0-9]){4})[A-Z0-9]{6,12}",
    DocumentKind.OTHER: r"(?=(?:.*[0-9]){4}).{5,30}",
}
# Formats that identify the kind on their own, because no identity number begins with a letter.
_TELLING = (
    (DocumentKind.HONG_KONG_PERMIT, _SHAPES[DocumentKind.HONG_KONG_PERMIT]),
    (DocumentKind.FOREIGN_RESIDENCE, _SHAPES[DocumentKind.FOREIGN_RESIDENCE]),
    (DocumentKind.PASSPORT, r"[A-Z]{1,2}[0-9]{6,8}"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document number with its kind, and birth date and sex if the number contains them."""

    kind: str
    number: str
    birth_date: date | None = None
    sex: str = ""

    @property
    def fingerprint(self) -> str:
        """The lookup key. Two kinds may share a number, except in the format of GB 11643."""
        return fingerprint(self.kind, self.number)


def tidy(typed: str) -> str:
    """Normalise a number like `identity.tidy`, and drop the brackets around the last character of old permits."""
    return re.sub(r"[()]", "", identity.tidy(typed))


def fingerprint(kind: str, number: str) -> str:
    """The lookup key of a document, from its kind and its tidy number."""
    return vault.fingerprint(number if follows_standard(number) else f"{kind} {number}")


def follows_standard(number: str) -> bool:
    """Whether a normalised number has the format of GB 11643."""
    return re.fullmatch(r"[0-9]{17}[0-9X]", number) is not None


def parse(kind: str, typed: str) -> Document:
    """Parse a number of a kind. Raises `IdentityError`: `shape` if numbers of this kind look different.

    A number in the format of GB 11643 determines its kind itself, whatever `kind` says.
    """
    number = tidy(typed)
    if follows_standard(number) or kind not in _SHAPES:
        return _of_standard(number)
    if not re.fullmatch(_SHAPES[DocumentKind(kind)], number):
        raise IdentityError("shape")
    return Document(kind, number)


def by_shape(typed: str) -> Document | None:
    """The document of a number whose format rules out an identity card; None if it may be one."""
    number = tidy(typed)
    return next((Document(kind, number) for kind, shape in _TELLING if re.fullmatch(shape, number)), None)


def _of_standard(number: str) -> Document:
    read = identity.parse(number)
    kind = next((kind for begins, kind in _BEGINNINGS.items() if read.number.startswith(begins)), None)
    return Document(kind or DocumentKind.IDENTITY, read.number, read.birth_date, read.sex)
