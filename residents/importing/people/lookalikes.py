"""Finds existing residents who may be the same as the people that an import would add."""

from collections.abc import Iterable

from django.db import connection

from community.workbooks.runs import batches
from residents.importing.people.verdicts import Verdict
from residents.models import Residence, Resident

# Same name with the same birth date or phone number; the oldest record first.
_ALIKE = f"""
SELECT DISTINCT ON (asked.row) asked.row, known.id
FROM unnest(%s::text[], %s::date[], %s::text[]) WITH ORDINALITY AS asked (name, born, phone, row)
JOIN {Resident._meta.db_table} AS known ON known.name = asked.name
    AND (known.birth_date = asked.born OR asked.phone <> '' AND asked.phone IN (known.phone, known.other_phone))
WHERE known.anonymised_at IS NULL
ORDER BY asked.row, known.id
"""  # noqa: S608 - the table is ours


def propose(verdicts: Iterable[Verdict]) -> None:
    """Propose merges for new people whom the register may have with another number, or without one.

    Two queries per few thousand of them. They are imported all the same, because only staff who compare both records
    can tell whether it is one person.
    """
    new = (each for each in verdicts if each.verdict == "new" and each.proposal is None)
    for batch in batches(new):
        rows = [each.row for each in batch]
        with connection.cursor() as cursor:
            asked = [row.name for row in rows], [row.birth_date for row in rows], [row.phone for row in rows]
            cursor.execute(_ALIKE, asked)
            found = cursor.fetchall()
        homes = _homes([pk for _row, pk in found])
        for row, pk in found:
            kind = "registered" if pk in homes else "registered_away"
            batch[row - 1].proposal = {"kind": kind, "resident": pk, "address": homes.get(pk, "")}


def _homes(residents: list[int]) -> dict[int, str]:
    """Their current addresses, as lists show them."""
    living = Residence.objects.current().filter(kind=Residence.Kind.LIVES, resident_id__in=residents).order_by()
    return dict(living.values_list("resident_id", "household__address_key"))
