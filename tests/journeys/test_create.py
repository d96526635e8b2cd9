"""The main journey: an account, a consent, a photo, a portrait, a receipt, and nothing left."""

import io
import re
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, StorageState, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.steps import TEMPLATE, agree, as_file, choose, make_portrait, send, sign_up
from tests.journeys.telling_photo import (
    MODEL,
    PARTS,
    photo_that_tells,
    watch_sending,
    what_was_sent,
)
from tests.photos import (
    encoded,
    face_pixels,
    photo,
    photo_of_two,
    photo_without_a_face,
)
from tests.runtime.processes import eventually

pytestmark = pytest.mark.browser

ONE_JOB = re.compile(r"/api/v1/portraits/[0-9a-f-]{36}/$")


def hold_question(route: Route, held: list[Route]) -> None:
    """Keep the page's first question how far the job is; let everything else pass."""
    if route.request.method == "GET" and not held:
        held.append(route)
    else:
        route.continue_()


def lose_cancel(route: Route) -> None:
    if route.request.method == "DELETE":
        route.abort()
    else:
        route.fallback()


def sent_photo(page: Page) -> tuple[str, bytes]:
    """Press the button; the name and the bytes of the file that is sent."""
    send(page)
    return what_was_sent(page)


@pytest.mark.promise("P-6", "F-6", "F-9", "F-13")
def test_a_visitor_gets_a_portrait_saves_it_checks_the_receipt_and_deletes_it(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sign_up(page)
    agree(page)
    make_portrait(page, photo())

    expect(page.get_by_role("heading", name="Your photo is gone")).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save", exact=True).click()
    page.get_by_role("button", name="Check the receipt").click()
    expect(page.get_by_text("Genuine: signed by us, unchanged")).to_be_visible()

    assert saving.value.suggested_filename == f"portrait-{TEMPLATE}.jpg"
    page.get_by_role("link", name="Delete now").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="Your portrait is gone")).to_be_visible()
    page.get_by_role("button", name="Check the receipt").last.click()
    expect(page.get_by_text("Genuine: signed by us, unchanged")).to_be_visible()


def test_nobody_goes_on_without_agreeing_to_both(open_page: OpenPage) -> None:
    page = open_page()
    sign_up(page)

    page.get_by_label("I agree that my photo").check()
    page.get_by_role("button", name="I agree, go on").click()

    expect(page.get_by_text("You have not said that you may use this photo.")).to_be_visible()


def test_what_the_file_would_have_told_is_said_and_stays_in_the_browser(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    watch_sending(page)
    choose(page, photo_that_tells())

    mirror = page.locator("[data-mirror]")
    for words in ("where it was taken", f"Acme {MODEL}", "May 3, 2024", "notes of a program"):
        expect(mirror).to_contain_text(words)

    name, sent = sent_photo(page)
    assert name == "photo"
    assert dict(Image.open(io.BytesIO(sent)).getexif()) == {0x0112: 6}
    for telling in PARTS:
        assert telling in photo_that_tells()
        assert telling not in sent


def test_the_picture_in_the_file_is_not_changed_by_a_bit(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    watch_sending(page)
    choose(page, photo_that_tells())

    _name, sent = sent_photo(page)

    before = Image.open(io.BytesIO(photo_that_tells()))
    assert Image.open(io.BytesIO(sent)).tobytes() == before.tobytes()


def test_of_two_people_one_is_chosen_with_a_key(open_page: OpenPage, member: StorageState) -> None:
    page = open_page(member)
    watch_sending(page)
    choose(page, photo_of_two())
    send(page)

    expect(page.get_by_role("button", name="Face 2 of 2")).to_be_visible()
    page.keyboard.press("2")
    assert eventually(lambda: page.evaluate("sentForm.has('face')"), within_s=10)
    assert page.evaluate("sentForm.get('face')") == "1"
    page.wait_for_url("**/portraits/*-*/**")


def test_a_refused_photo_is_replaced_without_leaving_the_page(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    choose(page, photo_without_a_face())
    send(page)
    expect(page.locator("[data-problem]")).to_contain_text("We found no face in this photo.")

    with page.expect_file_chooser() as choosing:
        page.get_by_text("Choose another photo").click()
    choosing.value.set_files([as_file(photo())])
    send(page)

    page.wait_for_url("**/portraits/*-*/**")


def test_a_file_that_is_no_picture_is_named_as_such(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    choose(page, b"not a picture at all")
    send(page)

    expect(page.locator("[data-problem]")).to_contain_text("This file is not a picture")


def test_several_photos_go_in_one_go_and_each_has_its_own_end(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member)
    choose(page, photo(), photo_without_a_face(), encoded(face_pixels(), "PNG"))
    page.get_by_role("button", name="Make 3 portraits").click()

    expect(page.locator(".take[data-state=ready]")).to_have_count(2)
    expect(page.locator(".take[data-state=failed]")).to_have_count(1)
    expect(page.get_by_role("link", name="Open the portrait")).to_have_count(2)


def test_a_lost_connection_loses_nothing(open_page: OpenPage, member: StorageState) -> None:
    page = open_page(member)
    choose(page, photo())
    keys: list[str] = []

    def lose(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.abort()

    page.route("**/api/v1/portraits/", lose)
    send(page)
    again = page.get_by_role("button", name="Try again")
    for count in (1, 2):
        expect(again).to_be_visible()
        expect(page.locator("[data-problem]")).to_contain_text("Your photo is still here")
        assert len(keys) == count
        again.click()
    expect(again).to_be_visible()
    # Whoever asks for something else asks anew: the server would refuse one key for both.
    page.locator('[data-option="strength"]').fill("35")
    again.click()
    expect(again).to_be_visible()
    first, second, third, other = keys
    assert first == second == third != other

    page.unroute("**/api/v1/portraits/")
    again.click()

    page.wait_for_url("**/portraits/*-*/**")


@pytest.mark.promise("F-7")
def test_cancelling_ends_the_job_and_its_photo(open_page: OpenPage, member: StorageState) -> None:
    page = open_page(member)
    choose(page, photo())
    held: list[Route] = []
    page.route(ONE_JOB, lambda route: hold_question(route, held))
    send(page)
    expect(page.locator(".take")).to_have_attribute("data-state", "working")

    page.route(ONE_JOB, lose_cancel)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-problem]")).to_contain_text("did not take the cancel")
    page.unroute(ONE_JOB, lose_cancel)

    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("button", name="Cancel").click()
    # Answered before the server heard of the cancel, and here after it.
    held.pop().fulfill(json={"status": "ready", "id": str(uuid4()), "image_url": "/none.jpg"})

    expect(page.locator("[data-problem]")).to_contain_text("Cancelled. The photo is deleted.")
    page.goto("/portraits/?show=ended")
    page.locator("table a").first.click()
    expect(page.get_by_role("heading", name="Your photo is gone")).to_be_visible()


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_photo_can_be_dropped_or_pasted(
    open_page: OpenPage, member: StorageState, way: str
) -> None:
    page = open_page(member)
    page.goto(f"/create/{TEMPLATE}/")
    page.wait_for_load_state("networkidle")

    page.evaluate(
        """([way, bytes]) => {
          const items = new DataTransfer();
          items.items.add(new File([new Uint8Array(bytes)], "x.jpg", { type: "image/jpeg" }));
          const init = { bubbles: true, cancelable: true };
          const event = way === "drop"
            ? new DragEvent("drop", { ...init, dataTransfer: items })
            : new ClipboardEvent("paste", { ...init, clipboardData: items });
          document.querySelector("[data-drop]").dispatchEvent(event);
        }""",
        [way, list(photo())],
    )

    expect(page.locator(".take")).to_have_count(1)


def test_whoever_begins_with_the_photo_finds_it_at_the_template_after_signing_up(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.goto("/")
    page.locator("#photo").set_input_files(as_file(photo()))
    expect(page.get_by_text("Your photo waits in this browser")).to_be_visible()

    page.get_by_role("link", name="Plain").first.click()
    page.get_by_role("link", name="Make this portrait").click()
    sign_up(page)
    agree(page)

    expect(page.locator(".take")).to_have_count(1)


@pytest.mark.promise("F-11")
def test_a_photo_used_before_can_be_used_again_and_goes_with_signing_out(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sign_up(page)
    agree(page)
    make_portrait(page, photo())

    page.goto(f"/create/{TEMPLATE}/")
    page.get_by_role("button", name="Use the photo of").click()
    expect(page.locator(".take")).to_have_count(1)

    page.goto("/accounts/logout/")
    page.locator("[data-sign-out] button").click()
    page.wait_for_url("/")
    names = page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
    assert [name for name in names if "history" in name] == []


def test_without_scripts_a_plain_form_does_the_same(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member, java_script_enabled=False)
    page.goto(f"/create/{TEMPLATE}/")
    page.locator("#photo").set_input_files(as_file(photo()))
    page.get_by_role("button", name="Make my portrait").click()

    expect(page.get_by_role("img", name="Your portrait")).to_be_visible()
    page.get_by_role("link", name="Delete now").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="Deleted, as you wished")).to_be_visible()


def test_without_scripts_one_of_several_faces_is_chosen_on_a_plan(
    open_page: OpenPage, member: StorageState
) -> None:
    page = open_page(member, java_script_enabled=False)
    page.goto(f"/create/{TEMPLATE}/")
    page.locator("#photo").set_input_files(as_file(photo_of_two()))
    page.get_by_role("button", name="Make my portrait").click()

    page.get_by_label("2", exact=True).check(force=True)
    page.locator("#photo").set_input_files(as_file(photo_of_two()))
    page.get_by_role("button", name="Send it").click()

    expect(page.get_by_role("img", name="Your portrait")).to_be_visible()
