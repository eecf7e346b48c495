"""The lock on a record of the register, which may just have been merged into another."""

from residents.models import Resident


def lock_standing(resident: Resident) -> Resident:
    """Lock a resident's record; if it was merged into another, even just now, returns that other."""
    while True:
        resident = Resident.objects.select_for_update().get(pk=resident.pk)
        if resident.merged_into is None:
            return resident
        resident = resident.merged_into
