"""Residents that the register must not anonymise: children with a sheet, and guardians of children inside."""

from django.db.models import QuerySet

from childcare.models import CareSheet, DropIn
from residents.models import Resident
from residents.services import keeps


@keeps
def in_care() -> QuerySet[Resident]:
    """Children whose stays are stored, and the guardians of those inside."""
    inside = DropIn.objects.inside()
    sheets = CareSheet.objects.filter(drop_ins__isnull=False)
    guardians = Resident.objects.filter(wards__child__care_sheet__drop_ins__in=inside)
    return Resident.objects.filter(pk__in=sheets.values("child")) | Resident.objects.filter(
        pk__in=guardians.values("pk")
    )
