"""Database rules written in SQL, in a file beside the models."""

from pathlib import Path

from django.db.migrations import RunSQL


def triggers_of(folder: Path) -> RunSQL:
    """The migration operation that runs a package's `triggers.sql`; `triggers_undo.sql` reverses it."""
    forward, back = folder / "triggers.sql", folder / "triggers_undo.sql"
    return RunSQL(forward.read_text(encoding="utf-8"), back.read_text(encoding="utf-8"))
