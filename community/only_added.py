"""Append-only tables: records of access, and histories.

`OnlyAdded` and `HistoryOnlyAdded` are migration operations. They add a trigger that refuses UPDATE and DELETE, and
the role that serves pages loses its right to both and to TRUNCATE (`config.grants`). The only exception is the
database function `community_forget`: it runs as the owner and removes only rows that match the operation's condition,
such as the history of a person who is erased. `forget` and `blank` call it.
"""

from typing import Any

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SIGNER = "history_user_id"


class OnlyAdded(Operation):
    """Make a model's table append-only; rows for which the SQL condition `forgets` holds may be removed.

    The condition refers to the row as `grown` and to other tables by name; without a condition no row can ever be
    removed.
    """

    reversible = True
    atomic = True

    def __init__(self, model_name: str, forgets: str = "false") -> None:
        self.model_name, self.forgets = model_name, forgets

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        schema_editor.execute(
            "INSERT INTO community_only_added (grown, key, forgets) VALUES (%s, %s, %s)",
            [table, model._meta.pk.column, self.condition(to_state, app_label)],
        )
        schema_editor.execute(
            f'CREATE TRIGGER "{table}_only_added" BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION community_refuse_change()"
        )
        if _is_signed(model):
            # Deleting a login clears the author of its history rows; at commit the login must really be gone.
            schema_editor.execute(
                f'CREATE CONSTRAINT TRIGGER "{table}_signer_gone" AFTER UPDATE OF {SIGNER} ON "{table}" '
                f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.{SIGNER} IS NOT NULL) "
                "EXECUTE FUNCTION community_signer_gone()"
            )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        if _is_signed(model):
            schema_editor.execute(f'DROP TRIGGER "{table}_signer_gone" ON "{table}"')
        schema_editor.execute(f'DROP TRIGGER "{table}_only_added" ON "{table}"')
        schema_editor.execute("DELETE FROM community_only_added WHERE grown = %s", [table])

    def condition(self, state: ProjectState, app_label: str) -> str:
        """The SQL condition under which a row may be removed."""
        return self.forgets

    def describe(self) -> str:
        return f"Rows of {self.model_name} are only ever added"


class HistoryOnlyAdded(OnlyAdded):
    """Make the history of a model append-only for as long as its record exists.

    `still` is a further SQL condition on that record, called `told`. Where it fails, the history may be removed
    although the record stays, as when a person was anonymised.
    """

    def __init__(self, model_name: str, still: str = "true") -> None:
        super().__init__(f"historical{model_name}")
        self.told, self.still = model_name, still

    def condition(self, state: ProjectState, app_label: str) -> str:
        told = state.apps.get_model(app_label, self.told)._meta
        return (
            f'NOT EXISTS (SELECT FROM "{told.db_table}" told '
            f'WHERE told."{told.pk.column}" = grown."{told.pk.column}" AND ({self.still}))'
        )


def tables() -> frozenset[str]:
    """The names of all append-only tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT grown FROM community_only_added")
        return frozenset(name for (name,) in cursor.fetchall())


def forget(rows: models.QuerySet[Any]) -> int:
    """Delete rows of an append-only table as far as its condition allows; returns how many."""
    return _let_go(rows, None)


def blank(rows: models.QuerySet[Any], *columns: str) -> int:
    """Empty some text columns of such rows as far as the condition allows; returns the number of rows."""
    return _let_go(rows, list(columns))


def _let_go(rows: models.QuerySet[Any], blanks: list[str] | None) -> int:
    keys = list(rows.order_by().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT community_forget(%s, %s, %s)", [rows.model._meta.db_table, keys, blanks])
        return int(cursor.fetchone()[0])


def _is_signed(model: Any) -> bool:
    return any(field.column == SIGNER for field in model._meta.local_fields)
