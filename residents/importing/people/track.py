"""Residents as a track of `community.workbooks`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import User
from community.workbooks.tracks import Figure, Track
from residents.importing import words
from residents.importing.people import applying, rehearsal, undoing
from residents.importing.reading.vocabularies import PEOPLE
from residents.models import RegisterImport, Tag


class PeopleTrack(Track):
    """The import of households and their members."""

    slug = "residents.people"
    label = RegisterImport.Kind.PEOPLE.label
    vocabulary = PEOPLE
    about = _("Address")
    repairs, problems, changes, proposals = words.REPAIRS, words.PROBLEMS, words.CHANGES, words.PROPOSALS

    def may(self, user: User) -> bool:
        return user.has_perm("residents.import_register")

    def rehearse(self, *, run: RegisterImport) -> RegisterImport:
        return rehearsal.rehearse(run=run)

    def apply(self, *, run: RegisterImport, by: User | None) -> RegisterImport:
        return applying.apply_import(run=run, by=by)

    def undo(self, *, run: RegisterImport, by: User | None) -> RegisterImport:
        return undoing.undo_import(run=run, by=by)

    def figures(self, run: Any) -> list[Figure]:
        totals = run.totals
        tags = {tag.slug: str(tag) for tag in Tag.objects.all()}
        return [
            Figure(_("People"), totals["people"]),
            Figure(pgettext_lazy("people", "new"), totals["new_people"], is_part=True),
            Figure(_("Rows merged into people above them"), totals["merged_rows"]),
            Figure(_("Households"), totals["households"]),
            Figure(_("Empty households"), totals["empty_households"], is_part=True),
            Figure(_("Buildings"), totals["buildings"]),
            Figure(_("Likely duplicates"), totals["proposals"], "code=proposals"),
            *(Figure(tags.get(slug, slug), count) for slug, count in sorted(totals["tags"].items())),
        ]
