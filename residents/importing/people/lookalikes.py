"""People whom an import would register although the register may know them already."""

from collections.abc import Iterable

from django.db import connection

from community.workbooks.runs import batches
from residents.importing.people.verdicts import Verdict
from residents.models import Residence, Resident

# Whoever has the name with the date of birth, or with the phone number; the oldest record first.
_ALIKE = f"""
SELECT DISTINCT ON (asked.row) asked.row, known.id
FROM unnest(%s::text[], %s::date[], %s::text[]) WITH ORDINALITY AS asked (name, born, phone, row)
JOIN {Resident._meta.db_table} AS known ON known.name = asked.name
    AND (known.birth_date = asked.born OR asked.phone <> '' AND asked.phone IN (known.phone, known.other_phone))
WHERE known.anonymised_at IS NULL
ORDER BY asked.row, known.id
"""  # noqa: S608 - the table is ours


def propose(verdicts: Iterable[Verdict]) -> None:
    """Propose to merge the new people whom the register has under another number, or without one.

    Two queries for each few thousand of them. They are taken all the same: only staff who
    look at both know whether it is one person.
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
    """Where they live today, as lists show it."""
    living = Residence.objects.current().filter(kind=Residence.Kind.LIVES, resident_id__in=residents).order_by()
    return dict(living.values_list("resident_id", "household__address_key"))
