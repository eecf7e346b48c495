"""Whether an identity number can be that of a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import vault
from community.errors import Conflict, Invalid
from residents import identity
from residents.models import Resident

_WRONG = {
    "length": gettext_lazy("An identity number has 18 characters, or 15 digits."),
    "characters": gettext_lazy("An identity number has digits, and perhaps an X at its end."),
    "birth_date": gettext_lazy("The date of birth in this identity number does not exist."),
    "checksum": gettext_lazy("The last character of this identity number does not fit the others."),
}


def check_number(*, resident: Resident, typed: str) -> identity.Identity:
    """Read an identity number for a person. Raises id_wrong with `field`, and id_taken."""
    try:
        read = identity.parse(typed)
    except identity.IdentityError as error:
        raise Invalid("id_wrong", str(_WRONG[error.code]), field="id_number") from error
    taken = Resident.objects.filter(id_fingerprint=vault.fingerprint(read.number)).exclude(pk=resident.pk)
    if taken.exists():
        raise Conflict("id_taken", _("Somebody in the register has this identity number already."))
    return read
