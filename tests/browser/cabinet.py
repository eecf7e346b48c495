"""Helpers for staff in the browser: from the first page through its menu to lists, and acting on rows."""

from playwright.sync_api import Locator, Page, expect


def open_list(page: Page, model: str) -> None:
    """Go from the first page of staff through its menu to a list, such as `volunteers.shift`."""
    page.goto("/admin/")
    open_page(page, f"/admin/{model.replace('.', '/')}/")


def open_page(page: Page, path: str, *, begin: bool = False) -> None:
    """Go through the menu to a list or another page, expanding its group if necessary.

    With `begin`, start from the first page, because pages of the portal do not have this menu.
    """
    if begin:
        page.goto("/admin/")
    link = page.locator(f"a[href='{path}']")
    group = page.locator("#menu details").filter(has=link)
    if not group.locator(link).is_visible():
        group.locator("summary").click()
    group.locator(link).click()
    page.wait_for_load_state()


def begin_new(page: Page) -> None:
    """Press the add button at the top of a list."""
    page.locator(".object-tools a[href*='/add/']").click()


def row_of(page: Page, words: str) -> Locator:
    """The row of a list with these words."""
    return page.locator("#result_list tbody tr", has_text=words).first


def act_on(page: Page, words: str, action: str) -> None:
    """Select a row, choose an action, and confirm it after the preview."""
    row_of(page, words).locator("input.action-select").check()
    page.locator("select[name=action]").select_option(action)
    page.locator("button[name=index]").click()
    page.locator("main form .btn-primary").click()  # a preview was shown first
    went_well(page)


def went_well(page: Page) -> None:
    """Expect a success message."""
    expect(page.locator(".note.success").first).to_be_visible()
