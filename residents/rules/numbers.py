"""Validation of document numbers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.errors import Conflict, Invalid
from residents import documents, identity
from residents.documents import Document
from residents.enums import DocumentKind
from residents.models import Resident

_WRONG = {
    "length": gettext_lazy("An identity number has 18 characters, or 15 digits."),
    "characters": gettext_lazy("An identity number consists of digits, and possibly an X at its end."),
    "birth_date": gettext_lazy("The date of birth in this identity number does not exist."),
    "checksum": gettext_lazy("The last character of this identity number does not fit the others."),
    "shape": gettext_lazy("A number of this kind of document looks different. Please check the kind and the number."),
}


def check_number(*, resident: Resident, typed: str, kind: str = DocumentKind.IDENTITY) -> Document:
    """Validate a document number for a resident. Raises id_wrong with `field`, and id_taken."""
    try:
        read = documents.parse(kind, typed)
    except identity.IdentityError as error:
        raise Invalid("id_wrong", str(_WRONG[error.code]), field="id_number") from error
    if Resident.objects.filter(id_fingerprint=read.fingerprint).exclude(pk=resident.pk).exists():
        raise Conflict("id_taken", _("Someone in the register already has this identity number."))
    return read
