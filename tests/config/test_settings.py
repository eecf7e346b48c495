"""Production starts only when it has what it needs, and says what is missing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

WANTED = {
    "SECRET_KEY": "s" * 60,
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://u:p@127.0.0.1/none",
    "RESIDENT_KEYS": "k" * 40,
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check` as production."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=os.environ | dict.fromkeys(WANTED, "") | {"ENVIRONMENT": "production", "DEBUG": ""} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("name", WANTED)
def test_production_names_the_one_that_is_missing(name: str) -> None:
    refused = start(**{key: value for key, value in WANTED.items() if key != name})
    assert refused.returncode != 0
    assert f"Production needs these variables: {name}." in refused.stderr


def test_production_names_all_that_are_missing() -> None:
    assert ", ".join(WANTED) in start().stderr


def test_production_refuses_debug() -> None:
    assert "DEBUG must be off" in start(**WANTED, DEBUG="on").stderr


def test_production_starts_with_all_of_them() -> None:
    assert start(**WANTED).returncode == 0


def test_a_misspelt_environment_is_refused() -> None:
    assert "ENVIRONMENT must be" in start(ENVIRONMENT="prodcution").stderr
