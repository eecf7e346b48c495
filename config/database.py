"""Database connections: which role, and how long to wait.

Two roles share the schema. One owns and migrates it; the other serves pages and runs background work, and may not
change append-only tables (`community.only_added`). With one `DATABASE_URL` and no `OWNER_DATABASE_URL` a single role
does both, which `check --deploy` reports.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import environ
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

# Seconds. A page that waits for a lock holds a thread that others need, so it soon gives up and says so; the worker and
# the commands can wait longer.
WEB = {"lock_timeout": 0.5, "statement_timeout": 15, "idle_in_transaction_session_timeout": 15}
PATIENT = {"lock_timeout": 30, "statement_timeout": 15 * 60, "idle_in_transaction_session_timeout": 15 * 60}
OWNER = {"lock_timeout": 30, "statement_timeout": 0, "idle_in_transaction_session_timeout": 15 * 60}
# Network timeouts: how long connecting may take, and how long silence is tolerated.
NETWORK = {
    "connect_timeout": 3,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}


def settings_of(url: str, waits: Mapping[str, float]) -> dict[str, Any]:
    """One entry of `DATABASES` for a URL; `waits` is the statement timeout in seconds."""
    found: dict[str, Any] = environ.Env.db_url_config(url)
    limits = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in waits.items())
    options = found.get("OPTIONS", {})
    options = NETWORK | options | {"options": f"{limits} {options.get('options', '')}".strip()}
    return found | {"OPTIONS": options, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def wait_patiently() -> None:
    """Give connections that this process opens from now on the timeouts of background work, not those of the web."""
    connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"] = settings.PATIENT_DATABASE["OPTIONS"]


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the role that owns the schema, for what only the owner may do; no change if there is one role."""
    owner = settings.OWNER_DATABASE
    if owner is None or connection.settings_dict["USER"] == owner["USER"]:
        yield
        return
    before = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    connection.close()
    connection.settings_dict.update({name: owner[name] for name in before})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
