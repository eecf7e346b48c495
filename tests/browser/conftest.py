"""A real Chromium, with the portal served by the test process."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from community.models import User
from tests.conftest import CHROMIUM

# Playwright keeps an event loop in this thread, which Django would otherwise take for its own.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Chromium has no sandbox as root; nothing here comes from outside this machine.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@dataclass
class Reader:
    """How a reader views the portal."""

    language: str = "zh-hans"
    scheme: str = "light"
    elder: int = 0  # 2 is the larger step
    width: int = PHONE["width"]
    javascript: bool = True


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page(user=None, **reader)`: a fresh browser of a reader, logged in as `user`."""
    contexts = []

    def open_as(user: User | None = None, **how: Any) -> Page:
        reader = Reader(**how)
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": reader.width, "height": 780 if reader.width < 600 else 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=reader.javascript,
            reduced_motion="reduce",
            bypass_csp=False,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        cookies = {"django_language": reader.language, "scheme": reader.scheme, "elder": str(int(reader.elder))}
        if user is not None:
            cookies["sessionid"] = session_of(user)
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()


def session_of(user: User) -> str:
    """The key of a session in which `user` is logged in."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value
