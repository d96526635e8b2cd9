"""A copy of the site that runs as it does for people, and browsers that visit it.

Playwright keeps an event loop in this thread, in which Django refuses to touch a database. So a
browser lives as long as one module, and no test here uses the databases of the test run.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

from tests.conftest import PreparedAt
from tests.journeys.chromium import CHROMIUM
from tests.journeys.clip_steps import begin
from tests.journeys.steps import agree, sign_up
from tests.runtime.copies import Copy, copy_in, environment_of
from tests.runtime.processes import ROOT

PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 30_000
# Beside other tests five seconds, which is what Playwright waits, are short for a whole journey.
expect.set_options(timeout=PATIENCE_MS)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def running_site(
    tmp_path_factory: pytest.TempPathFactory, prepared_at: PreparedAt
) -> Iterator[Copy]:
    """Web, worker, maintenance, scheduler, decoder and broker, in a folder of their own."""
    folder = prepared_at(tmp_path_factory.mktemp("journeys") / "var")
    environment = environment_of(folder, 0)
    command = [sys.executable, "-m", "tests.journeys.prepare_copy"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120)
    with copy_in(folder) as copy:
        yield copy


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def member(browser: Browser, running_site: Copy) -> StorageState:
    """The cookies of somebody who has an account and has agreed to portraits."""
    return _cookies_after(browser, running_site, sign_up, agree)


@pytest.fixture(scope="module")
def director(browser: Browser, running_site: Copy) -> StorageState:
    """The cookies of somebody who has agreed to clips."""
    return _cookies_after(browser, running_site, begin)


@pytest.fixture
def open_page(browser: Browser, running_site: Copy) -> Iterator[OpenPage]:
    """Opens a phone's browser; afterwards nothing may have gone elsewhere or been complained of."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    complaints: list[str] = []

    def open_as(state: StorageState | None = None, **options: object) -> Page:
        context = _context(browser, running_site, storage_state=state, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note_foreign(foreign, request.url, running_site))
        page.on("console", lambda message: _note_complaint(complaints, message))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert foreign == []
    assert complaints == []


def _cookies_after(browser: Browser, site: Copy, *steps: Callable[[Page], object]) -> StorageState:
    context = _context(browser, site)
    page = context.new_page()
    for step in steps:
        step(page)
    state = context.storage_state()
    context.close()
    return state


def _context(browser: Browser, site: Copy, **options: object) -> BrowserContext:
    settings = {"viewport": PHONE, "color_scheme": "dark", "reduced_motion": "reduce"} | options
    context = browser.new_context(base_url=f"http://127.0.0.1:{site.port}", **settings)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    return context


def _note_foreign(foreign: list[str], url: str, site: Copy) -> None:
    address = urlsplit(url)
    if address.scheme not in ("blob", "data") and address.netloc != f"127.0.0.1:{site.port}":
        foreign.append(url)


def _note_complaint(complaints: list[str], message: ConsoleMessage) -> None:
    # A refusal of the API is an answer, not a fault of the page.
    if message.type == "error" and "Failed to load resource" not in message.text:
        complaints.append(message.text)
