"""One-line messages for errors that keep a command from starting, each with advice."""

from django.core.exceptions import ImproperlyConfigured
from django.db import NotSupportedError, OperationalError

# Messages of PostgreSQL or its library, and advice for each.
ADVICE = (
    ("could not translate host name", "There is no host of that name: correct DATABASE_URL."),
    ("Connection refused", "Nothing listens there: start PostgreSQL, or correct host and port in DATABASE_URL."),
    ("timeout expired", "The host does not answer: correct DATABASE_URL, or let the firewall pass it."),
    ("No such file or directory", "No PostgreSQL has its socket there: start it, or correct DATABASE_URL."),
    ("password authentication failed", "Correct user and password in DATABASE_URL."),
    ("no password supplied", "Put the password into DATABASE_URL."),
    ("no pg_hba.conf entry", "Let this host in by pg_hba.conf of PostgreSQL."),
    ("too many clients", "Raise max_connections of PostgreSQL, or lower WEB_WORKERS and WEB_THREADS."),
    ("remaining connection slots", "Raise max_connections of PostgreSQL, or lower WEB_WORKERS and WEB_THREADS."),
    ("No space left on device", "The database's disk is full: make room there."),
    ("could not extend file", "The database's disk is full: make room there."),
    ('role "', "Create that role, or correct the user in DATABASE_URL; docs/operating.md has the commands."),
    ('database "', "Create that database, or correct the name in DATABASE_URL; docs/operating.md has the commands."),
)


def in_one_line(error: Exception) -> str | None:
    """The message for an error of the machine or its settings; None for a bug of the portal."""
    said = " ".join(str(error).split())
    if isinstance(error, ImproperlyConfigured):
        return said
    if isinstance(error, NotSupportedError) and "or later is required" in said:
        return f"{said} Set DATABASE_URL to a newer server."
    if isinstance(error, OSError) and error.errno is not None:
        return f"{said}. Set VAR_DIR to a folder that this user may write to, on a disk with room."
    if isinstance(error, OperationalError):
        advice = next((advice for sign, advice in ADVICE if sign in said), "See the log of PostgreSQL.")
        return f"The database says: {said.rstrip('.')}. {advice}"
    return None
