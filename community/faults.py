"""Translates database errors into errors for people.

PostgreSQL's error codes are listed in appendix A of its manual.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from community.errors import Conflict, DomainError

# lock_not_available, deadlock_detected, serialization_failure: another transaction was in the way.
BUSY_CODES = frozenset({"55P03", "40P01", "40001"})
# read_only_sql_transaction, from a standby that is not promoted yet, is raised as an InternalError.
AWAY_CODES = frozenset({"25006"})


def is_busy(error: BaseException | None) -> bool:
    """Whether this error or its cause says that another transaction is changing the same rows."""
    return any(_code(each) in BUSY_CODES for each in _chain(error))


def is_away(error: BaseException | None) -> bool:
    """Whether the database was unreachable, had no connection left, or disconnected."""
    return any(
        isinstance(each, OperationalError | InterfaceError) or _code(each) in AWAY_CODES for each in _chain(error)
    )


def busy(message: str = "") -> Conflict:
    """The refusal while somebody else holds what a change needs."""
    return Conflict("busy", message or _("Someone else is changing this right now. Please try again."))


@contextmanager
def refusing_when_busy(message: str = "") -> Iterator[None]:
    """Turn a lock timeout into `busy`; used inside a transaction."""
    try:
        yield
    except OperationalError as error:
        if not is_busy(error):
            raise
        raise busy(message) from error


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint or trigger that refused a row; empty if the database gave none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


@contextmanager
def refusing(refusals: Mapping[str, Callable[[], DomainError]], *, savepoint: bool = True) -> Iterator[None]:
    """Turn the violation of a named constraint into the error that `refusals` returns for it; others are re-raised.

    The block is rolled back to a savepoint, so that the caller's transaction can go on. With `savepoint=False` the
    transaction is broken, so the functions in `refusals` must not use the database.
    """
    try:
        with transaction.atomic(savepoint=savepoint):
            yield
    except IntegrityError as error:
        name = constraint_of(error)
        if name not in refusals:
            raise
        raise refusals[name]() from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _code(error: BaseException) -> str | None:
    return getattr(error.__cause__, "pgcode", None) if isinstance(error, DatabaseError) else None
