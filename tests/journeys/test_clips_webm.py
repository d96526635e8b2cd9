"""What the page sees in a WebM file: a program wrote it, a browser, or somebody who errs."""

import base64
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.clips import WEBM, beeps, make_clip, numbered
from tests.journeys.conftest import OpenPage
from tests.journeys.test_clips_mirror import packets_of
from tests.webm import (
    ATTACHMENTS,
    CHAPTERS,
    CLUSTER,
    CRC,
    CUES,
    DEFAULT_DURATION,
    INFO,
    SEEK_HEAD,
    SEGMENT,
    SIMPLE_TAG,
    TAGS,
    TITLE,
    TRACK_ENTRY,
    TRACK_NAME,
    TRACKS,
    VOID,
    element,
    elements,
    endless,
    inside,
    tag,
    tags,
    with_more,
    without_rate,
    without_sizes,
)

pytestmark = pytest.mark.browser

SEEK, SEEK_ID = bytes.fromhex("4dbb"), bytes.fromhex("53ab")
SECRET = b"for my eyes only"
LOOK = """async (content) => {
  const { lookInto } = await import("/static/js/clips/container.js");
  const file = new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))]);
  const { told, rate, clean } = await lookInto(file);
  const reader = new FileReader();
  reader.readAsDataURL(clean);
  await new Promise((resolve) => { reader.onload = resolve; });
  return { told, rate, clean: reader.result.split(",")[1] };
}"""
RECORD = """async (everyMs) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const context = canvas.getContext("2d");
  const mimeType = "video/webm;codecs=vp8";
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start(everyMs);
  for (let picture = 0; picture < 15; picture += 1) {
    context.fillStyle = `rgb(${picture * 16}, 0, 0)`;
    context.fillRect(0, 0, 64, 64);
    await new Promise((resolve) => setTimeout(resolve, 33));
  }
  recorder.stop();
  await ended;
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
}"""


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto("/")
    return page


def look_into(page: Page, film: bytes) -> dict[str, Any]:
    """What the page makes of a file."""
    seen: dict[str, Any] = page.evaluate(LOOK, base64.b64encode(film).decode())
    return seen | {"clean": base64.b64decode(seen["clean"])}


def test_a_place_for_notes_of_any_size_is_left_empty_and_nothing_moves(page: Page) -> None:
    notes = b"".join(
        element(TITLE, b"x" * length, size_bytes=size_bytes)
        for length in (*range(150), *range(16_378, 16_388))
        for size_bytes in (1, 2, 3, 8)
        if length < (1 << 7 * size_bytes) - 1
    )
    notes += element(VOID, SECRET, size_bytes=1) + element(VOID, b"", size_bytes=1)
    checksum = element(CRC, b"\1\2\3\4", size_bytes=1)
    more = {INFO: checksum + notes, TRACK_ENTRY: checksum + element(TRACK_NAME, SECRET)}
    film = with_more(make_clip(numbered(9), kind=WEBM), more)
    clean = look_into(page, film)["clean"]

    assert packets_of(clean) == packets_of(film)
    for place in ((SEGMENT, INFO), (SEGMENT, TRACKS, TRACK_ENTRY)):
        before, after = (list(elements(inside(one, *place))) for one in (film, clean))
        assert [size for *_, size in after] == [size for *_, size in before]
        assert {TITLE, TRACK_NAME, CRC}.isdisjoint(name for name, *_ in after)
        assert all(not content.strip(b"\0") for name, content, _ in after if name == VOID)
    again = look_into(page, clean)
    assert again == {"told": {}, "rate": pytest.approx(30), "clean": clean}


def test_an_index_names_no_notes_that_are_gone(page: Page) -> None:
    film = make_clip(numbered(9), kind=WEBM)
    clean = look_into(page, film)["clean"]
    before, after = (inside(one, SEGMENT, SEEK_HEAD) for one in (film, clean))
    named = (INFO, TRACKS, CUES, TAGS)
    assert [name in before for name in named] == [True, True, True, True]
    assert [name in after for name in named] == [True, True, True, False]

    # One entry that names two of them is emptied once, or what stands behind it would move.
    twice = element(SEEK, element(SEEK_ID, TAGS) * 2)
    film = with_more(film, {SEGMENT: element(SEEK_HEAD, twice)})
    clean = look_into(page, film)["clean"]
    assert len(clean) == len(film)
    assert packets_of(clean) == packets_of(film)
    assert TAGS not in inside(clean, SEGMENT, SEEK_HEAD)


def test_what_is_attached_or_tagged_behind_the_pictures_is_told_and_taken_out(page: Page) -> None:
    film = look_into(page, without_sizes(make_clip(numbered(9), kind=WEBM)))["clean"]
    device = (tag("MAKE", "Acme"), tag("com.apple.quicktime.model", "Pocket 13"))
    for notes, told in (
        (tags(*device), {"device": "Acme Pocket 13"}),
        (tags(tag("ARTIST", "", tag("GPS_POINT", "31.2,121.4"))), {"notes": "yes", "place": "yes"}),
        (tags(tag("DATE_RECORDED", "2024-05-03 14:02:11")), {"time": "2024:05:03 22:02:00"}),
        (tags(tag("DATE_RECORDED", "2024-05-03T14:02:11+08:00")), {"time": "2024:05:03 14:02:00"}),
        (tags(tag("DATE_RECORDED", "2024")), {"time": "2024"}),
        (tags(tag("COMMENT", SECRET.decode())), {"notes": "yes"}),
        (element(ATTACHMENTS, SECRET), {"notes": "yes"}),
        (element(CHAPTERS, SECRET), {"notes": "yes"}),
    ):
        seen = look_into(page, film + notes)
        assert seen["told"] == told
        assert seen["clean"] == film + element(VOID, bytes(len(notes) - 2), size_bytes=1)


def test_a_recording_of_a_browser_tells_its_program_and_is_freed_of_it(page: Page) -> None:
    at_its_end, while_it_goes_on = (bytes(page.evaluate(RECORD, ms)) for ms in (10_000, 100))
    # What was given away piece by piece does not know how long it is.
    for name in (SEGMENT, CLUSTER):
        assert endless(name, b"") in while_it_goes_on
    for film in (at_its_end, while_it_goes_on):
        seen = look_into(page, film)
        assert seen["told"] == {"notes": "yes"}
        assert packets_of(seen["clean"]) == packets_of(film)
        assert (b"Chrome" in film, b"Chrome" in seen["clean"]) == (True, False)


def test_what_is_not_read_to_its_end_is_said_to_be_unread_and_left_as_it_is(page: Page) -> None:
    film = make_clip(numbered(9), kind=WEBM, metadata={"location": "+31.2304+121.4737/"})
    recorded = without_sizes(film)
    cluster = endless(CLUSTER, b"")
    for unread in (
        film[:-50],
        film + film,
        film + b"only words",
        recorded + endless(TAGS, element(SIMPLE_TAG, b"")),
        recorded + cluster + element(VOID, b"", size_bytes=1) * 100_001,
    ):
        assert look_into(page, unread) == {"told": None, "rate": 30, "clean": unread}
    read = recorded + cluster + element(VOID, b"", size_bytes=1) * 50_000
    assert look_into(page, read)["told"] == {"place": "yes", "notes": "yes"}


def test_the_rate_is_what_the_film_says_or_what_most_of_its_pictures_keep(page: Page) -> None:
    # As a camera gives them, with a wait in the middle and a picture that was left out.
    uneven = [0, 36, 64, 101, 131, 166, 2_000, 2_036, 2_065, 2_100, 2_134, 2_200, 2_229, 2_266]
    shaky = make_clip(numbered(len(uneven)), kind=WEBM, ticks=uneven, sound=beeps(2.5))
    absurd = {TRACK_ENTRY: element(DEFAULT_DURATION, b"\1")}
    slow = [0, 143, 286, 429, 571]
    for film, rate in (
        (make_clip(numbered(9), kind=WEBM, rate=Fraction(30_000, 1001)), 29.97),
        (without_rate(make_clip(numbered(200), kind=WEBM, rate=Fraction(30_000, 1001))), 29.97),
        (without_rate(shaky), 30),
        (without_sizes(without_rate(shaky)), 30),
        (without_rate(make_clip(numbered(5), kind=WEBM, ticks=slow)), 7),
        (without_rate(make_clip(numbered(1), kind=WEBM)), 30),
        (with_more(make_clip(numbered(9), kind=WEBM), absurd), 30),
    ):
        assert look_into(page, film)["rate"] == pytest.approx(rate, abs=0.02)
