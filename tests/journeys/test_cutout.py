"""A person cuts somebody out, mends the edge, puts them before a colour and saves an ID photo."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.journeys.accessibility import overflow_px, violations
from tests.journeys.conftest import OpenPage
from tests.journeys.device_steps import expect_nothing_kept, kept
from tests.journeys.steps import COUNT_SHIFTS, MOST_SHIFT, UNREADABLE, HalfDone, as_file, sign_up
from tests.journeys.telling_photo import (
    MODEL,
    PARTS,
    photo_that_tells,
    watch_sending,
    what_was_sent,
)
from tests.photos import encoded, photo

pytestmark = pytest.mark.browser

ONE_JOB = re.compile(r"/api/v1/cutouts/[0-9a-f-]{36}/$")
# What this browser keeps is read only once the test says so: another tab may hold it for seconds.
LATE_HISTORY = """
const { open } = IDBFactory.prototype;
const allowed = new Promise((done) => { window.openHistory = done; });
IDBFactory.prototype.open = function (...asked) {
  const request = open.apply(this, asked);
  Object.defineProperty(request, "onsuccess", {
    set: (heard) => request.addEventListener("success", () => allowed.then(heard)),
  });
  return request;
};
"""
# The first picture that is opened comes after the second.
SLOW_FIRST = """() => {
  const make = createImageBitmap;
  let count = 0;
  window.late = new Promise((done) => {
    window.createImageBitmap = async (...what) => {
      count += 1;
      if (count > 1) return make(...what);
      await new Promise((go) => setTimeout(go, 300));
      setTimeout(done, 100);
      return make(...what);
    };
  });
}"""


def agree_to_cutouts(page: Page) -> None:
    page.goto("/cutout/")
    page.get_by_label("I agree that my photo").check()
    page.get_by_label("This is me").check()
    page.get_by_role("button", name="I agree, go on").click()
    expect(page.get_by_role("heading", name="Cut a person out")).to_be_visible()


def choose(page: Page, content: bytes) -> None:
    """The field waits for the page's scripts, as the person who looks at it does."""
    expect(page.locator("#photo")).to_be_enabled()
    page.locator("#photo").set_input_files(as_file(content))


def cut_out(page: Page) -> None:
    choose(page, photo())
    expect(page.locator("[data-stage]")).to_be_visible()


def saved(page: Page) -> Image.Image:
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the picture").click()
    name = saving.value.suggested_filename
    assert name.split(".")[0] == "cutout"
    return Image.open(io.BytesIO(saving.value.path().read_bytes()))


def alpha_of(picture: Image.Image) -> np.ndarray:  # type: ignore[type-arg]
    return np.asarray(picture.convert("RGBA"))[..., 3]


@pytest.mark.promise("P-10", "P-11")
def test_a_person_is_cut_out_mended_and_saved_and_nothing_stays_on_the_server(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sign_up(page)
    agree_to_cutouts(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    cut_out(page)

    expect(page.get_by_text("Photo and cutout are gone from our server")).to_be_visible()
    for button in page.get_by_role("button", name="Check the receipt").all():
        button.click()
    expect(page.get_by_text("Genuine: signed by us, unchanged")).to_have_count(2)
    sent.clear()

    before = alpha_of(saved(page))
    assert before.shape == (600, 512)
    assert before[0, 0] == 0
    assert before[150, 256] == 255

    page.get_by_role("application").press("Space")
    erased = alpha_of(saved(page))
    assert (erased[300, 256], erased[0, 0]) == (0, 0)
    page.get_by_text("Bring back", exact=True).click()
    page.get_by_role("application").press("Space")
    assert alpha_of(saved(page))[300, 256] == 255
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Undo").click()
    assert np.array_equal(alpha_of(saved(page)), before)

    page.get_by_text("A colour", exact=True).click()
    page.get_by_text("Blue", exact=True).click()
    page.get_by_label("Format").select_option("id-35x45")
    page.get_by_text("JPEG", exact=True).click()
    id_photo = saved(page)
    assert (id_photo.format, id_photo.size) == ("JPEG", (413, 531))
    assert np.allclose(id_photo.getpixel((3, 3)), (67, 142, 219), atol=4)
    assert sent == []
    assert violations(page) == []
    assert overflow_px(page) == 0


def test_a_photo_without_anybody_is_refused_in_words(open_page: OpenPage) -> None:
    page = open_page()
    sign_up(page)
    agree_to_cutouts(page)

    choose(page, b"not a picture")

    expect(page.locator("[data-problem]")).to_contain_text("This file is not a picture")
    expect_nothing_kept(page, "photos")
    cut_out(page)

    page.evaluate(UNREADABLE)
    choose(page, photo())
    expect(page.locator("[data-problem]")).to_contain_text("This file could not be read.")


def test_what_happens_on_the_way_is_said_and_a_lost_connection_too(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(LATE_HISTORY)
    sign_up(page)
    agree_to_cutouts(page)
    held: list[Route] = []
    page.route("**/api/v1/cutouts/", lambda route: held.append(route))
    choose(page, photo())
    expect(page.get_by_text("Sending, encrypted on the way")).to_be_visible()
    page.evaluate("openHistory()")
    expect(page.locator("[data-strip-none]")).to_have_js_property("hidden", False)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-problem]")).to_contain_text("Cancelled. The photo is deleted.")
    page.unroute("**/api/v1/cutouts/")

    job = HalfDone(page, ONE_JOB)
    choose(page, photo())
    expect(page.get_by_text("Following every hair")).to_be_visible()
    job.cancel_in_vain_and_again(page)

    page.route("**/api/v1/cutouts/", lambda route: route.abort())
    choose(page, photo())
    expect(page.locator("[data-problem]")).to_contain_text("The connection was lost.")
    page.unroute("**/api/v1/cutouts/")
    cut_out(page)


@pytest.mark.promise("F-11")
def test_a_photo_that_was_cut_out_lies_in_the_same_list_as_every_other(open_page: OpenPage) -> None:
    page = open_page()
    sign_up(page)
    agree_to_cutouts(page)
    cut_out(page)
    expect(kept(page, "photos")).to_have_count(1)

    page.reload()
    page.get_by_role("button", name="Use the photo of").click()
    expect(page.locator("[data-stage]")).to_be_visible()
    expect(kept(page, "photos")).to_have_count(1)

    page.goto("/on-this-device/")
    page.get_by_role("button", name="Forget the photo of").click()
    expect_nothing_kept(page, "photos")


def test_the_page_says_what_the_file_would_have_told_and_sends_none_of_it(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sign_up(page)
    agree_to_cutouts(page)
    watch_sending(page)
    page.reload()

    choose(page, photo_that_tells())

    for words in ("where it was taken", f"Acme {MODEL}", "May 3, 2024", "notes of a program"):
        expect(page.locator("[data-mirror]")).to_contain_text(words)
    name, sent = what_was_sent(page)
    assert name == "photo"
    # Which way up it is has to stay: without it the person would lie on their side.
    assert dict(Image.open(io.BytesIO(sent)).getexif()) == {0x0112: 6}
    assert [part for part in PARTS if part in sent] == []
    assert [part for part in PARTS if part in photo_that_tells()] == list(PARTS)
    expect(page.locator("[data-stage]")).to_be_visible()


def test_a_backdrop_of_ones_own_and_a_shadow_are_made_without_sending_anything(
    open_page: OpenPage,
) -> None:
    page = open_page()
    sign_up(page)
    agree_to_cutouts(page)
    cut_out(page)
    expect(page.locator("[data-end]")).to_have_attribute("data-state", "gone")
    expect(page.locator("[data-without-photo]")).to_be_hidden()
    bare = np.asarray(saved(page).convert("RGBA"))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    page.get_by_text("A soft shadow").click()
    shaded = alpha_of(saved(page))
    assert ((bare[..., 3] == 0) & (shaded > 0)).any()
    page.get_by_text("A picture", exact=True).click()
    expect(page.get_by_text("It stays on your device: nothing of it is sent.")).to_be_visible()
    blue, green = (
        encoded(np.full((60, 80, 3), colour, np.uint8), "PNG")
        for colour in ((20, 60, 160), (20, 160, 60))
    )
    page.evaluate(SLOW_FIRST)
    page.get_by_label("Picture behind the person").set_input_files(as_file(blue))
    page.get_by_label("Picture behind the person").set_input_files(as_file(green))
    expect(page.get_by_label("A picture", exact=True)).to_be_checked()
    page.evaluate("window.late")
    before_it = np.asarray(saved(page).convert("RGB"))
    assert np.allclose(before_it[2, 2], (20, 160, 60), atol=3)
    assert np.array_equal(before_it[150, 256], bare[150, 256, :3])

    page.get_by_label("Format").select_option("person")
    page.get_by_text("Nothing", exact=True).click()
    page.get_by_text("A soft shadow").click()
    cropped = alpha_of(saved(page))
    # Around the person lies the margin alone, 6 % of the longer side, and nobody is cut off.
    seen = np.argwhere(cropped > 127)
    (top, left), (bottom, right) = seen.min(axis=0), cropped.shape - seen.max(axis=0) - 1
    margin = 0.06 * max(np.ptp(seen, axis=0))
    assert np.allclose((top, left, bottom, right), margin, atol=6)
    assert len(seen) == (bare[..., 3] > 127).sum()

    # A Chinese passport's photo has 3 to 5 mm above the crown; 300 dpi are 11.8 px to the mm.
    page.get_by_label("Format").select_option("id-33x48")
    passport = alpha_of(saved(page))
    assert passport.shape == (567, 390)
    assert 3 * 11.8 <= np.argwhere(passport > 127)[:, 0].min() <= 5 * 11.8
    assert [url for url in sent if not url.startswith(("blob:", "data:"))] == []


def test_where_the_browser_cannot_show_the_photo_the_page_says_what_is_missing_and_why(
    open_page: OpenPage,
) -> None:
    page = open_page()
    # As every browser but Safari does with HEIC: what is no WebP, the cutout, cannot be shown.
    page.add_init_script(
        """const show = createImageBitmap;
        globalThis.createImageBitmap = (file) =>
          file.type === "image/jpeg" ? Promise.reject(new Error()) : show(file);"""
    )
    sign_up(page)
    agree_to_cutouts(page)
    cut_out(page)

    why = page.locator("[data-without-photo]")
    expect(why).to_be_visible()
    expect(why).to_contain_text("“Bring back” and “Out of focus” are off")
    expect(why).to_contain_text("open this page in Safari or choose the photo as a JPEG")
    expect(page.get_by_label("Bring back")).to_be_disabled()
    expect(page.get_by_label("Out of focus")).to_be_disabled()
    assert violations(page) == []
    page.get_by_role("application").press("Space")
    assert alpha_of(saved(page))[300, 256] == 0


def test_nothing_jumps_from_the_photo_to_the_cutout(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(COUNT_SHIFTS)
    sign_up(page)
    agree_to_cutouts(page)
    jumps = [_shift(page, width) for width in (390, 1280)]

    assert max(jumps) < MOST_SHIFT, jumps


def _shift(page: Page, width: int) -> float:
    page.set_viewport_size({"width": width, "height": 860})
    page.goto("/cutout/")
    cut_out(page)
    expect(page.get_by_text("Photo and cutout are gone from our server")).to_be_visible()
    page.wait_for_timeout(500)
    shifted: float = page.evaluate("window.shifted")
    return shifted
