"""Which tables changed: a number for each that pages read, moved on in the transaction of the change.

`Versioned` is a migration operation; from then on a trigger of the database counts every
INSERT, UPDATE, DELETE and TRUNCATE of a model's table, whoever sends it. A table may have
several rows in `community_version`, and its version is their sum: each transaction moves
on a row that no other holds, so that nobody waits for anybody, in whatever order tables
change.
"""

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Versioned(Operation):
    """The table of a model has a version from now on."""

    reversible = True
    atomic = True

    def __init__(self, *model_names: str) -> None:
        self.model_names = model_names

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self._tables(app_label, to_state):
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_version" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION community_move_version()"
            )
            schema_editor.execute("SELECT community_move_version_of(%s)", [table])

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self._tables(app_label, from_state):
            schema_editor.execute(f'DROP TRIGGER "{table}_version" ON "{table}"')
            schema_editor.execute("DELETE FROM community_version WHERE source = %s", [table])

    def describe(self) -> str:
        return f"Versions of {', '.join(self.model_names)}"

    def _tables(self, app_label: str, state: ProjectState) -> list[str]:
        return [state.apps.get_model(app_label, name)._meta.db_table for name in self.model_names]


def versions() -> dict[str, int]:
    """The version of every table that has one; one query. A number is never used twice for a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, sum(number)::bigint FROM community_version GROUP BY source")
        return dict(cursor.fetchall())


def versioned_tables() -> frozenset[str]:
    """The tables whose changes are counted, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'community_move_version' AND tgenabled <> 'D'"
        )
        return frozenset(name for (name,) in cursor.fetchall())
