"""Fixtures for tests of the register."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def private_files(settings: Settings, tmp_path: Path) -> Path:
    """Store uploaded workbooks of a test in a temporary folder."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "private"
