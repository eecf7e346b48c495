"""Fixtures for all tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import caches
from django.utils import translation
from hypothesis import settings as examples
from pytest_django.fixtures import Settings

# The same examples in every run, so that failures are reproducible; EXAMPLES=random uses others.
examples.register_profile("same", derandomize=True)
if os.environ.get("EXAMPLES") != "random":
    examples.load_profile("same")
# Run everything at another time of the centre's clock, such as 2028-02-29T23:50, at which no test may fail.
FAKE_TODAY = os.environ.get("FAKE_TODAY", "")
MOMENT = datetime.fromisoformat(FAKE_TODAY).replace(tzinfo=ZoneInfo("Asia/Shanghai")) if FAKE_TODAY else None
CLOCK = time_machine.travel(MOMENT) if MOMENT else None
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


TURNED = pytest.StashKey[Any]()


def pytest_configure(config: pytest.Config) -> None:
    """Set the clock before any test is collected, because some compute dates at import."""
    if CLOCK:
        config.stash[TURNED] = CLOCK.start()
        config.add_cleanup(CLOCK.stop)


def pytest_report_header() -> list[str]:
    clock = [f"clock: {FAKE_TODAY}"] if FAKE_TODAY else []
    return [f"chromium: {CHROMIUM or 'not found, browser tests are skipped'}", *clock]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    if os.environ.get("REQUIRE_BROWSER"):
        raise pytest.UsageError("REQUIRE_BROWSER is set, but there is no Chromium.")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@pytest.fixture(autouse=True)
def same_moment(request: pytest.FixtureRequest) -> None:
    """With FAKE_TODAY, start each test at that time, however long the run takes."""
    turned = request.config.stash.get(TURNED, None)
    if turned and MOMENT:
        turned.move_to(MOMENT)


@pytest.fixture
def at_nine() -> Iterator[None]:
    """Nine o'clock on Tuesday, 24 November 2026, an ordinary day; the clock stands still."""
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Clear the cache before each test."""
    from community.shared_pages import forget_pages  # needs the app registry, which is ready by now

    for cache in caches.all(initialized_only=False):
        cache.clear()
    forget_pages()


@pytest.fixture(autouse=True)
def portal_language() -> None:
    """Begin each test in the portal's language; the last request of the test before may have been in English."""
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def never_stale(request: pytest.FixtureRequest) -> Iterator[None]:
    """With NEVER_STALE=1, check after each test that no page from before its changes is still shown."""
    marker = request.node.get_closest_marker("django_db")
    if not os.environ.get("NEVER_STALE") or marker is None or marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("db")
    from tests.shared import read_pages  # needs the app registry

    with time_machine.travel(datetime.now(tz=UTC), tick=False):
        read_pages()
        yield
        kept, fresh = read_pages(), read_pages(anew=True)
    assert kept == fresh


@pytest.fixture
def come_to(time_machine: time_machine.TimeMachineFixture) -> Callable[[datetime], None]:
    """Move the clock to a moment and stop it there, for time-driven changes."""
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Use a fast password hash, because a slow one would take most of the tests' time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
