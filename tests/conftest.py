"""What all tests share."""

import os
import shutil

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_report_header() -> str:
    return f"chromium: {CHROMIUM or 'not found, browser tests are skipped'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    if os.environ.get("REQUIRE_BROWSER"):
        raise pytest.UsageError("REQUIRE_BROWSER is set, but there is no Chromium.")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """No test sees what another one cached."""
    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Hashing a password slowly is for production; here it would be most of the time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
