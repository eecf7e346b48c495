"""The serving role's rights: to read and write, but not to alter tables or change append-only ones."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from psycopg2 import sql

from config import embedded_postgres

# Statements in order; {role} and {owner} are filled in.
EVERYWHERE = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT EXECUTE ON FUNCTION community_forget(text, bigint[], text[]) TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations, community_only_added FROM {role}",
)
# Written only by triggers, as the owner: the balances, sums and seals of the fund's book.
WRITTEN_BY_TRIGGERS = ("fund_balance", "fund_seal", "fund_monthsum")
LOOK_ONLY = "REVOKE INSERT, UPDATE, DELETE ON {table} FROM {role}"
ONLY_ADDED = "REVOKE UPDATE, DELETE ON {table} FROM {role}"
# Deleting a login clears this column; see `community_refuse_change` in community/triggers.sql.
UNSIGNED = "GRANT UPDATE (history_user_id) ON {table} TO {role}"
SIGNED = """
SELECT grown, EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(grown)) AND attname = 'history_user_id'
) FROM community_only_added WHERE to_regclass(quote_ident(grown)) IS NOT NULL
"""


def grant_to_serving_role(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Grant the serving role its rights on every table, after each `migrate`; does nothing with a single role."""
    if settings.SERVING_ROLE is None:
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('community_only_added')")
        if cursor.fetchone()[0] is None:  # migrated back to before there were two roles
            return
        if settings.SERVING_ROLE == embedded_postgres.SERVING_ROLE:
            embedded_postgres.ensure_serving_role(cursor)
        role = sql.Identifier(settings.SERVING_ROLE)
        # PostgreSQL 14 lets every role create in a new database's public schema; only the schema's owner can revoke
        # that.
        cursor.execute("SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'public'")
        if cursor.fetchone()[0]:
            cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        for statement in EVERYWHERE:
            cursor.execute(sql.SQL(statement).format(role=role))
        cursor.execute(SIGNED)
        for table, is_signed in cursor.fetchall():
            for statement in (ONLY_ADDED, UNSIGNED) if is_signed else (ONLY_ADDED,):
                cursor.execute(sql.SQL(statement).format(role=role, table=sql.Identifier(table)))
        for table in WRITTEN_BY_TRIGGERS:
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0] is not None:
                cursor.execute(sql.SQL(LOOK_ONLY).format(role=role, table=sql.Identifier(table)))
