"""The wall: what hangs there, saving all of it, taking one down; and all pages by the rules."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import StorageState, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import OpenPage
from tests.journeys.steps import TEMPLATE, agree, choose, make_portrait, send, sign_up
from tests.photos import photo, photo_of_two, photo_without_a_face

pytestmark = pytest.mark.browser


@pytest.mark.promise("F-8", "F-9", "F-10")
def test_the_wall_says_how_long_and_saves_everything_in_one_file(open_page: OpenPage) -> None:
    page = open_page()
    sign_up(page)
    page.goto("/portraits/")
    expect(page.get_by_role("heading", name="An empty wall, so far")).to_be_visible()
    page.goto(f"/create/{TEMPLATE}/")
    agree(page)
    make_portrait(page, photo())
    make_portrait(page, photo())

    page.goto("/portraits/")
    expect(page.get_by_text(re.compile(r"9 d 23 h left"))).to_have_count(2)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save all 2").click()

    with zipfile.ZipFile(io.BytesIO(Path(saving.value.path()).read_bytes())) as archive:
        names = archive.namelist()
        assert all(archive.read(name).startswith(b"\xff\xd8") for name in names)
    assert names == [f"portrait-01-{TEMPLATE}.jpg", f"portrait-02-{TEMPLATE}.jpg"]


def test_a_portrait_is_taken_down_from_the_wall_and_leaves_a_line(open_page: OpenPage) -> None:
    page = open_page()
    sign_up(page)
    agree(page)
    make_portrait(page, photo())
    page.goto("/portraits/")

    page.get_by_role("link", name="Delete “").click()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name="Delete “").click()
    page.get_by_role("button", name="Delete it").click()
    page.goto("/portraits/?show=ended")

    expect(page.get_by_role("cell", name="You deleted it")).to_be_visible()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_every_page_on_the_way_is_accessible(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = violations(page)

    page.goto(f"/create/{TEMPLATE}/")
    look("invitation")
    sign_up(page)
    look("consent")
    agree(page)
    look("studio")
    choose(page, photo_without_a_face(), photo_of_two())
    look("chosen")
    send(page)
    page.wait_for_selector("[data-state=choosing]")
    look("failed and choosing")
    portrait = make_portrait(page, photo())
    look("portrait")
    page.get_by_role("link", name="Delete now").click()
    look("dialog")
    for path in ("/", "/portraits/", f"{portrait}delete/", "/portraits/?show=ended"):
        page.goto(path)
        look(path)
    page.locator("table a").first.click()
    look("ended")

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "path", ["/", f"/create/{TEMPLATE}/", "/portraits/", "/portraits/?show=ended", "portrait"]
)
def test_nothing_jumps_and_nothing_is_wider_than_a_small_phone(
    open_page: OpenPage, member: StorageState, path: str
) -> None:
    page = open_page(member, viewport={"width": 360, "height": 740})
    page.add_init_script(
        """globalThis.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    portrait = make_portrait(page, photo())
    page.goto(portrait if path == "portrait" else path)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("shift") < 0.02
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
