"""Merging the residences of two records of one person."""

from dataclasses import dataclass
from datetime import date

from residents.models import Residence


@dataclass(slots=True)
class Stay:
    """A residence of the merged record."""

    row: Residence
    lower: date
    upper: date | None
    relation: str

    def reaches(self, day: date) -> bool:
        return self.upper is None or self.upper > day


def merged_stays(rows: list[Residence], keep_id: int) -> list[Stay]:
    """The residences of two records, of one kind, as one person's: one at a time, the later move taking precedence."""
    # Of two that begin on the same day, that of `keep` comes second and takes precedence.
    ordered = sorted(rows, key=lambda row: (row.during.lower, row.resident_id == keep_id))
    stays: list[Stay] = []
    for row in ordered:
        stay = Stay(row, row.during.lower, row.during.upper, row.relation)
        before = stays[-1] if stays else None
        if before is None or not before.reaches(stay.lower):
            stays.append(stay)
        elif before.row.household_id == row.household_id:
            before.upper = before.upper and stay.upper and max(before.upper, stay.upper)
            if row.resident_id == keep_id or before.relation == Residence.Relation.OTHER:
                before.relation = stay.relation if stay.relation != Residence.Relation.OTHER else before.relation
        elif stay.upper is None or not before.reaches(stay.upper):
            before.upper = stay.lower
            if before.lower == stay.lower:
                stays.pop()
            stays.append(stay)
        # Otherwise it lies within a longer one, which takes precedence.
    return stays


def is_shorter(stay: Stay) -> bool:
    """Whether the merged residence ends earlier than the stored one."""
    return stay.upper is not None and (stay.row.during.upper is None or stay.upper < stay.row.during.upper)
