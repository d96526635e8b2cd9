"""What the page reads in a chosen video: notes, which are said and taken out, and its rate."""

import io
from fractions import Fraction

import av
import pytest
from playwright.sync_api import StorageState, expect

from tests import webm
from tests.clips import MOV, MP4, WEBM, make_clip, moving_face, numbered
from tests.journeys.clip_steps import boxed, choose, number_shown, offer, send
from tests.journeys.conftest import OpenPage
from tests.journeys.telling_photo import watch_sending, what_was_sent
from tests.runtime.processes import eventually

pytestmark = pytest.mark.browser

MOVIES = {"mp4": MP4, "mov": MOV}
PACKET = b'<x:xmpmeta exif:GPSLatitude="31,13.8N"/>'
TOLD = {"location": "+31.2304+121.4737/", "creation_time": "2024-05-03T14:02:11Z"}


def packets_of(content: bytes) -> list[bytes]:
    """What is encoded, packet by packet."""
    with av.open(io.BytesIO(content)) as container:
        return [bytes(packet) for packet in container.demux()]


def notes_of(content: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(content)) as container:
        tracks = [stream.metadata for stream in container.streams]
        return {
            name.lower(): words
            for one in (container.metadata, *tracks)
            for name, words in one.items()
        }


def told_by(kind: str) -> bytes:
    """A film that tells place and time: in boxes of a movie, in elements of WebM, or at the end of
    a WebM recording that knows no sizes."""
    if kind == "webm":
        return make_clip(moving_face(8), kind=WEBM, metadata=TOLD)
    if kind == "webm-live":
        day = {"creation_time": TOLD["creation_time"]}
        film = webm.without_sizes(make_clip(moving_face(8), kind=WEBM, metadata=day))
        return film + webm.tags(webm.tag("ORIGINAL", "", webm.tag("LOCATION", TOLD["location"])))
    return make_clip(moving_face(8), kind=MOVIES[kind], metadata=TOLD) + boxed(PACKET)


@pytest.mark.promise("M-19")
@pytest.mark.parametrize("kind", ["mp4", "mov", "webm", "webm-live"])
def test_a_video_is_sent_without_what_it_tells_and_with_the_same_pictures(
    open_page: OpenPage, director: StorageState, kind: str
) -> None:
    film = told_by(kind)
    place = b"loci" if kind == "mp4" else TOLD["location"].encode()
    assert place in film
    assert notes_of(film)["creation_time"].startswith("2024-05-03")
    page = open_page(director)
    watch_sending(page)
    page.route("**/api/v1/clips/", lambda route: route.abort())
    page.goto("/clips/")
    choose(page, film)
    mirror = page.locator("[data-mirror]")
    expect(mirror).to_contain_text("when: May 3, 2024")
    expect(mirror).to_contain_text("where it was taken")
    expect(mirror).to_contain_text("Taken out here, in your browser.")
    send(page)

    name, sent = what_was_sent(page, "clip")
    assert name == "clip"
    assert len(sent) == len(film)
    assert packets_of(sent) == packets_of(film)
    assert (place in sent, PACKET in sent) == (False, False)
    assert {"location", "creation_time"}.isdisjoint(notes_of(sent))
    assert (b"Lavf" in film, b"Lavf" in sent) == (True, False)


def test_a_video_that_the_browser_cannot_look_into_is_sent_as_it_is(
    open_page: OpenPage, director: StorageState
) -> None:
    # What stands behind the film is nobody's, and could be anything.
    film = make_clip(moving_face(8), kind=WEBM, metadata=TOLD) + b"only words"
    page = open_page(director)
    watch_sending(page)
    page.route("**/api/v1/clips/", lambda route: route.abort())
    page.goto("/clips/")
    choose(page, film)
    expect(page.locator("[data-mirror]")).to_contain_text("The server drops them unread.")
    send(page)

    assert what_was_sent(page, "clip")[1] == film


def test_an_arrow_moves_by_one_picture_of_the_film(
    open_page: OpenPage, director: StorageState
) -> None:
    page = open_page(director)
    page.goto("/clips/")
    first = page.get_by_label("Begins at")
    for count, kind, rate in (
        *((9, MP4, 24), (10, MOV, 25), (11, MP4, 30), (12, MP4, 60)),
        *((13, WEBM, 24), (14, WEBM, 60)),
    ):
        film = make_clip(numbered(count), kind=kind, rate=Fraction(rate))
        offer(page, webm.without_rate(film) if kind is WEBM else film)
        expect(first).to_have_attribute("max", str(count))
        for number in (1, 2, 3):
            first.press("ArrowRight")
            # A busy browser may have sought and not yet drawn.
            assert eventually(lambda to=number: number_shown(page) == to, within_s=5), rate
