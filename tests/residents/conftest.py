"""What tests of the register share."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def private_files(settings: Settings, tmp_path: Path) -> Path:
    """Uploaded workbooks of a test lie in a folder of its own."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "private"
