"""What a person does in the dashboard: find a flow, fill its form, see the run and its results."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.flows.chromium import chromium, opened
from tests.flows.service.driving import Service

pytestmark = pytest.mark.long
_EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "Logic.lean"
_PATIENCE = 60_000


def test_a_run_is_started_from_its_form_and_its_results_are_read(service: Service) -> None:
    shutil.copy(_EXAMPLE, service.folder / "Logic.lean")
    with (
        chromium() as browser,
        opened(browser, service.address.dashboard + "/", height=1400) as dashboard,
    ):
        page = dashboard.page
        page.set_default_timeout(_PATIENCE)
        page.get_by_role("link", name="Deployments").first.click()
        page.get_by_role("link", name="optimize-file").first.click()
        page.get_by_role("button", name="Run", exact=True).first.click()
        page.get_by_role("menuitem", name="Custom run").click()
        page.get_by_label("File", exact=True).fill("Logic.lean")
        page.get_by_role("button", name="Submit").click()
        page.get_by_role("link", name="View run").click()
        page.get_by_text("Completed", exact=True).first.wait_for()
        page.get_by_role("tab", name="Artifacts").click()
        page.locator('a[href*="/artifacts/key/results-"]').first.click()
        page.locator('a[href*="/artifacts/artifact/"]').first.click()
        table = page.get_by_role("table").last
        table.get_by_text("deMorgan_and").first.wait_for()
        assert "length" in table.inner_text()
        own = (service.address.dashboard, service.address.dashboard.replace("http", "ws", 1))
        fetched = [one for one in dashboard.asked if not one.startswith((*own, "blob:", "data:"))]
        assert fetched == []


def test_a_run_that_waits_is_answered_in_its_form(service: Service) -> None:
    path = service.folder / "Answered.lean"
    shutil.copy(_EXAMPLE, path)
    before = path.read_text(encoding="utf-8")
    run = service.start_run(
        "optimize-file/optimize-file",
        file=path.name,
        theorems=["peirce", "deMorgan_or"],
        require_approval=True,
        rounds=2,
        candidates=16,
    )
    assert service.wait_for(run, "PAUSED", "FAILED", "CRASHED")["type"] == "PAUSED"
    with (
        chromium() as browser,
        opened(
            browser, f"{service.address.dashboard}/runs/flow-run/{run}", height=1400
        ) as dashboard,
    ):
        page = dashboard.page
        page.set_default_timeout(_PATIENCE)
        page.get_by_role("button", name="Resume").first.click()
        form = page.locator(".p-modal__card")
        form.locator(".p-select-button__control").first.focus()
        page.keyboard.press("Space")
        page.locator(".p-select-option").filter(has_text="all").first.click()
        note = form.locator(".schema-form-property").filter(has_text="Note").last
        note.locator("input, textarea").first.fill("reads well")
        form.get_by_role("button", name="Submit").click()
        ended = service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["type"] == "COMPLETED", ended
    assert "2 of 2 proposals accepted" in ended["message"]
    assert path.read_text(encoding="utf-8") != before
