"""What a chosen video would have told is said, and taken out before anything is sent."""

import io

import av
import pytest
from playwright.sync_api import StorageState, expect

from tests.clips import MOV, MP4, WEBM, Format, make_clip, moving_face
from tests.journeys.clip_steps import boxed, choose, send
from tests.journeys.conftest import OpenPage
from tests.journeys.telling_photo import watch_sending, what_was_sent

pytestmark = pytest.mark.browser

PACKET = b'<x:xmpmeta exif:GPSLatitude="31,13.8N"/>'
TOLD = {"location": "+31.2304+121.4737/", "creation_time": "2024-05-03T14:02:11Z"}


def packets_of(content: bytes) -> list[bytes]:
    """What is encoded, packet by packet."""
    with av.open(io.BytesIO(content)) as container:
        return [bytes(packet) for packet in container.demux()]


def notes_of(content: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(content)) as container:
        tracks = [stream.metadata for stream in container.streams]
        return {name: words for one in (container.metadata, *tracks) for name, words in one.items()}


@pytest.mark.promise("M-19")
@pytest.mark.parametrize(("kind", "place"), [(MP4, b"loci"), (MOV, b"+31.2304+121.4737/")])
def test_a_video_is_sent_without_what_it_tells_and_with_the_same_pictures(
    open_page: OpenPage, director: StorageState, kind: Format, place: bytes
) -> None:
    film = make_clip(moving_face(8), kind=kind, metadata=TOLD) + boxed(PACKET)
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


def test_a_video_that_the_browser_cannot_look_into_is_sent_as_it_is(
    open_page: OpenPage, director: StorageState
) -> None:
    film = make_clip(moving_face(8), kind=WEBM)
    page = open_page(director)
    watch_sending(page)
    page.route("**/api/v1/clips/", lambda route: route.abort())
    page.goto("/clips/")
    choose(page, film)
    expect(page.locator("[data-mirror]")).to_contain_text("The server drops them unread.")
    send(page)

    assert what_was_sent(page, "clip")[1] == film
