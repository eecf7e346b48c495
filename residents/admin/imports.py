"""Imports of the register in the admin."""

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _

from community.workbooks.admin import WorkbookAdmin
from community.workbooks.enums import RunState
from residents.forms import RegisterWorkbookForm
from residents.models import RegisterImport, Resident


@admin.register(RegisterImport)
class RegisterImportAdmin(WorkbookAdmin):
    """Imports, visible only to those who may import."""

    upload_form = RegisterWorkbookForm
    list_select_related = ["compound", "uploaded_by"]

    def facts(self, run: RegisterImport) -> list[str]:
        return [str(run.compound), _("as of %(day)s") % {"day": run.as_of.isoformat()}]

    def links(self, run: RegisterImport, rows: list[Any]) -> dict[int, tuple[str, str]]:
        """For rows with a likely duplicate: a link to compare both records, while there are two."""
        if run.state != RunState.APPLIED:
            return {}
        numbers = [row.proposal["row"] for row in rows if row.proposal and row.proposal["kind"] == "perhaps"]
        of_row = {row.number: row.resident_id for row in run.rows.filter(number__in=numbers)} if numbers else {}
        pairs = {
            row.pk: (row.proposal.get("resident") or of_row.get(row.proposal.get("row")), row.resident_id)
            for row in rows
            if row.proposal and row.resident_id
        }
        people = {pk for pair in pairs.values() for pk in pair if pk}
        there = set(Resident.objects.filter(pk__in=people, anonymised_at=None).values_list("pk", flat=True))
        return {
            pk: (reverse("admin:residents_resident_merge", args=pair), _("Compare both"))
            for pk, pair in pairs.items()
            if pair[0] != pair[1] and there.issuperset(pair)
        }
