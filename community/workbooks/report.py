"""A workbook of the rows that need correction, to return to whoever sent the file."""

from community import vault
from community.spreadsheets import workbook
from community.workbooks.models import WorkbookRow, WorkbookRun
from community.workbooks.tracks import Track, track_of, unpacked
from community.workbooks.words import words

REASON = "原因"  # a column that the import ignores


def rows_to_mend(run: WorkbookRun) -> bytes:
    """The original rows with a problem, each with its reason and position, to be corrected and sent again."""
    track = track_of(run)
    lines = run.rows.exclude(raw_encrypted="").order_by("pk").iterator(2000)
    header = [*track.vocabulary.export_header, REASON, "工作表", "行号"]
    return workbook(header, (_line(track, row) for row in lines))


def _line(track: Track, row: WorkbookRow) -> list[object]:
    reasons = words(row.problems, track.problem_words)
    if row.proposal:
        reasons.append(track.proposal(row))
    said = unpacked(vault.decrypt(row.raw_encrypted))
    # The list may have gained a column since the row was stored.
    said += [""] * (len(track.vocabulary.exported) - len(said))
    return [*said, "；".join(reasons), row.sheet, row.number]
