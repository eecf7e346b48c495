"""What stops a command is one line that says what to do; a fault of the portal keeps its traceback."""

import errno

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, NotSupportedError, OperationalError

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
