"""Errors that stop a command are one line with advice; bugs of the portal keep their traceback."""

import errno

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, NotSupportedError, OperationalError, connection

from config.complaints import in_one_line


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (NotSupportedError("PostgreSQL 14 or later is required (found 13.9)."), "Set DATABASE_URL to a newer server"),
        (OperationalError('FATAL:  password authentication failed for user "u"\n'), "Correct user and password"),
        (OperationalError('FATAL:  database "none" does not exist'), "Create that database"),
        (OperationalError('FATAL:  role "u" does not exist'), "Create that role"),
        (OperationalError("FATAL:  sorry, too many clients already"), "Raise max_connections"),
        (OperationalError('could not extend file "base/1": No space left on device'), "make room there"),
        (OperationalError("something\nelse"), "See the log of PostgreSQL"),
        (OSError(errno.ENOSPC, "No space left on device", "/var/x"), "on a disk with room"),
        (ImproperlyConfigured("SECRET_KEY\nis weak"), "SECRET_KEY is weak"),
    ],
)
def test_what_the_machine_lacks_is_one_line(error, advice):
    line = in_one_line(error)
    assert advice in line
    assert "\n" not in line


@pytest.mark.parametrize("error", [IntegrityError("x"), ValueError("x"), KeyError("x"), NotSupportedError("x")])
def test_a_fault_of_the_portal_is_none(error):
    assert in_one_line(error) is None


@pytest.mark.django_db
def test_a_postgresql_too_old_is_refused_by_what_the_server_says_it_is(monkeypatch):
    assert connection.features.minimum_database_version == (14,)
    connection.check_database_version_supported()  # asks the server
    monkeypatch.setattr(connection.features, "minimum_database_version", (connection.pg_version // 10_000 + 1,))
    with pytest.raises(NotSupportedError) as caught:
        connection.check_database_version_supported()
    line = in_one_line(caught.value)
    assert "or later is required" in line
    assert "Set DATABASE_URL to a newer server" in line
