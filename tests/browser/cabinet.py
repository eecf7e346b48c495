"""Staff at their first page: by its menu to a list, and what is done with the rows of one."""

from playwright.sync_api import Locator, Page, expect


def open_list(page: Page, model: str) -> None:
    """From the first page of staff by its menu to a list, such as `volunteers.shift`."""
    page.goto("/admin/")
    open_page(page, f"/admin/{model.replace('.', '/')}/")


def open_page(page: Page, path: str, *, begin: bool = False) -> None:
    """By the menu to a list, or to a page beside the lists; its group is opened where it is shut.

    With `begin` from the first page on, for pages of the portal have no such menu.
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
    """The button at the head of a list."""
    page.locator(".object-tools a[href*='/add/']").click()


def row_of(page: Page, words: str) -> Locator:
    """The row of a list that says so."""
    return page.locator("#result_list tbody tr", has_text=words).first


def act_on(page: Page, words: str, action: str) -> None:
    """Tick a row, choose what to do with it, look at whom it touches, and do it."""
    row_of(page, words).locator("input.action-select").check()
    page.locator("select[name=action]").select_option(action)
    page.locator("button[name=index]").click()
    page.locator("main form .btn-primary").click()  # it was shown first what it does
    went_well(page)


def went_well(page: Page) -> None:
    """The page says that it is done."""
    expect(page.locator(".note.success").first).to_be_visible()
