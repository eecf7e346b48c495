"""Whom to ring: the centre looks up a number, on record."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.models import User
from volunteers.models import Volunteer
from volunteers.rules.people import require_staff


def look_up_phone(*, volunteer: Volunteer, by: User) -> str:
    """The phone number of a volunteer, for staff who ring somebody about duty; the volunteer's history says who looked.

    Leaders read the numbers of their own teams without this. Raises not_allowed.
    """
    require_staff(by)
    with transaction.atomic(), acting_as(by):
        standing = Volunteer.objects.select_for_update(of=("self",)).select_related("user", "resident")
        volunteer = standing.get(pk=volunteer.pk)
        volunteer._change_reason = _("looked up the phone number")
        volunteer.save(update_fields=["name"])
    return volunteer.phone
