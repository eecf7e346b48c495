"""Offline passes: for the user who opened them, on that phone, until they log out."""

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory, make_booking

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT = "caches.keys().then(names => names.filter(name => name.startsWith('passes-')).length)"


def test_an_opened_pass_shows_without_a_connection_until_its_reader_logs_out(transactional_db, open_page):
    user = UserFactory()
    booking = make_booking(user=user, purpose="练古筝")
    page = open_page(user, width=390)
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(booking.get_absolute_url())
    expect(page.locator("[data-kept]")).to_be_visible()

    page.context.set_offline(True)
    page.goto("/my/")
    page.locator("[data-passes] a").click()
    expect(page.locator(".pass-code svg")).to_be_visible()
    expect(page.locator(".pass")).not_to_contain_text("练古筝")
    assert page.evaluate("getComputedStyle(document.querySelector('.pass-head')).backgroundColor") == "rgb(169, 38, 29)"

    page.context.set_offline(False)
    page.goto("/my/")
    page.locator("main form[action$='/log-out/'] button").click()
    expect(page.locator(".log-in").first).to_be_visible()
    page.wait_for_function(f"{KEPT}.then(kept => kept === 0)")


def test_another_reader_of_the_same_phone_finds_nothing(transactional_db, open_page):
    page = open_page(user := UserFactory(), width=390)
    page.goto(make_booking(user=user).get_absolute_url())
    expect(page.locator("[data-kept]")).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    page.goto("/")
    page.wait_for_function(f"{KEPT}.then(kept => kept === 0)")
