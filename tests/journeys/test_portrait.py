"""One portrait's page: comparing with the photo on this device, and who may see it."""

import pytest
from playwright.sync_api import StorageState, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.steps import TEMPLATE, make_portrait, sign_up
from tests.photos import photo

pytestmark = pytest.mark.browser


@pytest.mark.promise("F-11")
def test_the_photo_beside_the_portrait_comes_from_this_device_and_no_other(
    open_page: OpenPage, member: StorageState
) -> None:
    here = open_page(member)
    address = make_portrait(here, photo())
    expect(here.get_by_role("img", name="Your photo, from this device")).to_be_visible()

    elsewhere = open_page(member)
    elsewhere.goto(address)

    expect(elsewhere.get_by_role("img", name="Your portrait")).to_be_visible()
    expect(elsewhere.locator("[data-before]")).to_be_hidden()


def test_the_edge_between_photo_and_portrait_moves_with_the_keys(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    make_portrait(page, photo())
    edge = page.get_by_role("slider", name="How much of your photo is shown")

    seen = []
    for key in ("ArrowRight", "Shift+ArrowRight", "PageDown", "ArrowLeft", "Home", "End"):
        edge.press(key)
        seen.append(edge.get_attribute("aria-valuenow"))

    assert seen == ["51", "61", "51", "50", "0", "100"]


def test_another_template_begins_with_the_photo_of_this_portrait(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    make_portrait(page, photo())

    page.locator(".related .print-card a").first.click()

    expect(page.locator(".take")).to_have_count(1)


def test_somebody_else_finds_nothing_at_the_address(
    open_page: OpenPage, member: StorageState
) -> None:
    address = make_portrait(open_page(member), photo())
    stranger = open_page()
    sign_up(stranger)

    answer = stranger.goto(address)

    assert answer is not None
    assert answer.status == 404
    expect(stranger.get_by_role("heading", name="Nothing hangs on this wall")).to_be_visible()


def test_a_signed_out_person_comes_back_to_the_portrait_after_signing_in(
    open_page: OpenPage, member: StorageState
) -> None:
    path = make_portrait(open_page(member), photo()).partition("/portraits/")[2]
    visitor = open_page()

    visitor.goto(f"/portraits/{path}")

    expect(visitor).to_have_url(f"/accounts/login/?next=/portraits/{path}")
    assert TEMPLATE not in visitor.content()
