"""Adding emergency contacts with their consent, and removing them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from community.errors import Conflict, Invalid
from community.models import User
from community.names import clean_name
from community.permissions import require_permission
from community.ranges import today
from residents.enums import Relation
from residents.models import EmergencyContact, Resident
from residents.rules.emergency import MOST_CONTACTS, tidy_number
from residents.services.locking import lock_standing
from residents.services.refusals import as_domain_errors


def note_emergency_contact(
    *, resident: Resident, name: str, phone: str, consented_on: date, by: User, relation: str = Relation.OTHER
) -> EmergencyContact:
    """Add a person to call in an emergency, who consented on `consented_on`; a merged record is resolved first.

    Raises not_allowed, name_needed, number_wrong, consent_ahead, contact_known, and too_many.
    """
    _require_may(by)
    if not clean_name(name):
        raise Invalid("name_needed", _("Please give the name."))
    number = tidy_number(phone)
    if number is None:
        raise Invalid("number_wrong", _("Please give a telephone number, mobile or landline."))
    if consented_on > today():
        raise Invalid("consent_ahead", _("A consent can only be recorded once it is given."))
    with transaction.atomic():
        resident = lock_standing(resident)
        if resident.emergency_contacts.count() >= MOST_CONTACTS:
            raise Conflict("too_many", _("There are already %(count)d numbers to call.") % {"count": MOST_CONTACTS})
        with as_domain_errors():
            return EmergencyContact.objects.create(
                resident=resident,
                name=clean_name(name),
                relation=relation,
                phone=number,
                consented_on=consented_on,
                noted_by=by,
            )


def drop_emergency_contact(*, contact: EmergencyContact, by: User) -> None:
    """Remove an emergency contact completely, for example after their consent was withdrawn. Raises not_allowed."""
    _require_may(by)
    contact.delete()


def _require_may(by: User) -> None:
    require_permission(by, "residents.change_resident", _("You may not change the register."))
