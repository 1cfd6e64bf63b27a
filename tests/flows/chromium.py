"""A headless Chromium for tests of what people see in a browser: found on the machine, or none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Opened:
    """A page, and what it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """Errors of scripts, and errors and warnings on the console."""
    asked: list[str] = field(default_factory=list)
    """The addresses of all that was fetched."""

    @property
    def is_wider_than_window(self) -> bool:
        """Whether the page as a whole scrolls sideways."""
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )


def find_chromium() -> str | None:
    """The Chromium of the machine."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium; the test is skipped where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"there is no Chromium here (looked for {', '.join(_NAMES)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser,
    address: str,
    *,
    width: int = 1280,
    height: int = 900,
    scheme: Literal["light", "dark"] = "light",
    with_script: bool = True,
) -> Iterator[Opened]:
    """A page in a window of that size, with nothing remembered from others."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        java_script_enabled=with_script,
    )
    page = context.new_page()
    one = Opened(page)
    page.on("pageerror", lambda error: one.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            one.complaints.append(said.text) if said.type in ("error", "warning") else None
        ),
    )
    page.on("request", lambda request: one.asked.append(request.url))
    try:
        page.goto(address)
        yield one
    finally:
        context.close()
