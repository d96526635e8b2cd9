"""Sharing a portrait from its page: the warning, the link, somebody else's look, the end."""

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.steps import make_portrait, share
from tests.photos import photo

pytestmark = pytest.mark.browser


def answers_to(page: Page, link: str) -> list[int]:
    """What the open page gets for itself, its picture and a part of it, as scripts ask for them."""
    statuses: list[int] = page.evaluate(
        """async (link) => {
          const image = `${link}image/`;
          const part = { headers: { Range: "bytes=0-9" } };
          const answers = [fetch(link), fetch(image), fetch(image, part)];
          return (await Promise.all(answers)).map(({ status }) => status);
        }""",
        link,
    )
    return statuses


@pytest.mark.promise("U-4", "M-19", "M-21")
def test_a_link_is_made_after_the_warning_seen_by_a_stranger_and_taken_back_while_open(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    make_portrait(page, photo())
    link = share(page)

    stranger = open_page()
    stranger.goto(link)
    picture = stranger.get_by_role("img", name="The portrait that was shared with you")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    expect(stranger.get_by_text("AI-generated: made by a computer")).to_be_in_viewport()

    assert answers_to(stranger, link) == [200, 200, 200]
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The link is taken back")).to_be_visible()
    # The page that is still open gets nothing more, neither from us nor from the browser's cache.
    assert answers_to(stranger, link) == [410, 410, 410]
    stranger.evaluate("document.querySelector('.shared img').src += '?again'")
    expect(picture).to_have_js_property("naturalWidth", 0)
    stranger.reload()
    expect(stranger.get_by_text("This picture is no longer shared.")).to_be_visible()
    stranger.get_by_role("link", name="Report misuse").click()
    expect(stranger.get_by_label("Your message")).to_be_visible()


def test_not_now_shares_nothing(open_page: OpenPage, member: StorageState) -> None:
    page = open_page(member)
    make_portrait(page, photo())

    page.get_by_role("link", name="Share").press("Enter")
    page.get_by_role("button", name="Not now").press("Enter")

    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    expect(page.get_by_text("opens this portrait")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_stranger_has_room_to_write_to_us(open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900})

    page.goto("/contact/?kind=misuse")

    box = page.get_by_label("Your message").bounding_box()
    assert box is not None
    assert box["width"] >= 300
