"""The page as people meet it: in a browser, wide and narrow, with a pointer and with keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from flows.history.report.making import write_report
from storage.database import Database
from storage.repository import Repository
from tests.flows.chromium import chromium, opened
from tests.flows.history.report.stored import renamed, result_of, store
from tools.lean.lean import Lean


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, lean: Lean) -> Iterator[str]:
    """Of a report with goals and trees."""
    folder = tmp_path_factory.mktemp("report")
    database = Database(folder / "burnish.db")
    repository = Repository(database)
    name = "a_name_that_is_much_longer_than_a_narrow_window_is_wide_and_goes_on_and_on"
    results = [result_of(), renamed(result_of(after="theorem x : p := h", line=1), name)]
    session = store(repository, folder / "File.lean", results[:1], lean=lean.fingerprint)
    write_report(repository, session, folder / "r.html", lean="embedded")
    assert (folder / "r.html").read_text(encoding="utf-8").count('<svg class="tree"') == 2
    other = store(repository, folder / "Long.lean", results, lean=lean.fingerprint)
    write_report(repository, other, folder / "long.html", with_lean=False)
    yield (folder / "r.html").as_uri()
    database.close()


def test_goals_are_shown_to_pointer_and_keys(browser: Browser, address: str) -> None:
    with opened(browser, address) as one:
        goals = one.page.locator("#goals")
        step = one.page.locator(".step", has_text="constructor").first
        expect(goals).to_be_hidden()
        step.hover()
        expect(goals).to_be_visible()
        expect(goals).to_contain_text("⊢ q ∧ p")
        expect(goals).to_contain_text("case right")
        one.page.keyboard.press("Escape")
        expect(goals).to_be_hidden()
        one.page.locator("pre.code").first.focus()
        one.page.keyboard.press("ArrowDown")
        expect(goals).to_contain_text("h : p ∧ q")
        one.page.keyboard.press("End")
        expect(goals).to_contain_text("no goals")
        one.page.mouse.click(2, 2)
        expect(goals).to_be_hidden()
        assert one.complaints == []
        assert one.asked == [address]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_page_is_no_wider_than_its_window(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, width=width) as one:
        one.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        one.page.locator(".step", has_text="constructor").first.click()
        expect(one.page.locator("#goals")).to_be_in_viewport()
        assert not one.is_wider_than_window
        assert one.complaints == []


def test_the_table_is_sorted_by_what_is_asked(browser: Browser, address: str) -> None:
    with opened(browser, address.replace("r.html", "long.html"), width=320) as one:
        assert not one.is_wider_than_window
        names = one.page.locator("table.sortable tbody th")
        assert names.all_inner_texts()[0] == "both"
        one.page.get_by_role("button", name="theorem").click()
        one.page.get_by_role("button", name="theorem").click()
        expect(one.page.locator("[aria-sort=descending]")).to_have_count(1)
        assert names.all_inner_texts()[-1] == "both"


def test_without_its_script_the_page_tells_all(browser: Browser, address: str) -> None:
    with opened(browser, address, with_script=False) as one:
        title = one.page.locator(".step", has_text="constructor").first.get_attribute("title")
        assert title is not None
        assert "⊢ q ∧ p" in title
        one.page.get_by_text("Proof trees").first.wait_for()
        assert one.complaints == []
