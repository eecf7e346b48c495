"""`manage.py import_register FILE`: rehearse a workbook, and with `--apply` import its valid rows.

With `--appointments` the workbook lists building leaders and the other roles.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.errors import DomainError
from community.workbooks.report import rows_to_mend
from community.workbooks.tracks import Track, track_of
from community.workbooks.words import VERDICTS
from residents.importing.arrivals import take_in
from residents.models import Compound, RegisterImport


class Command(BaseCommand):
    help = "Rehearse a workbook of the register; --apply takes its good rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--compound", help="the compound's name; may be left out where there is but one")
        parser.add_argument("--appointments", action="store_true", help="it holds building leaders and other roles")
        parser.add_argument("--apply", action="store_true", help="apply after the rehearsal")
        parser.add_argument("--to-mend", type=Path, help="write the rows that need mending into this workbook")

    def handle(self, *args: Any, **options: Any) -> None:
        compounds = Compound.objects.filter(**({"name": options["compound"]} if options["compound"] else {}))
        if len(compounds) != 1:
            known = "、".join(Compound.objects.values_list("name", flat=True))
            raise CommandError(f"Say which compound by --compound; known are: {known or 'none, add one in the admin'}.")
        try:
            content = options["file"].read_bytes()
            kind = RegisterImport.Kind.APPOINTMENTS if options["appointments"] else RegisterImport.Kind.PEOPLE
            run = take_in(content=content, filename=options["file"].name, compound=compounds[0], by=None, kind=kind)
            track = track_of(run)
            track.rehearse(run=run)
            if options["apply"]:
                track.apply(run=run, by=None)
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        self._say(track, run.totals)
        if options["to_mend"]:
            options["to_mend"].write_bytes(rows_to_mend(run))
        self.stdout.write(str(run.get_state_display()))

    def _say(self, track: Track, totals: dict[str, Any]) -> None:
        for name in (
            "rows",
            "people",
            "new_people",
            "merged_rows",
            "households",
            "buildings",
            "left_out",
            "subtotals",
        ):
            if name in totals:
                self.stdout.write(f"{name}: {totals[name]}")
        for name, table in (
            ("verdicts", VERDICTS),
            ("repairs", track.repair_words),
            ("problems", track.problem_words),
        ):
            for code, count in sorted(totals[name].items()):
                self.stdout.write(f"  {table.get(code, code)}: {count}")
