"""What a clip's writer makes: a file that phones play, and that says nothing about anybody."""

import io
from fractions import Fraction

import av
import numpy as np
import pytest

from portraits.engine.clip.reader import Head
from portraits.engine.clip.writer import ClipWriter
from portraits.engine.codec import XMP
from tests.clips import beeps, number_of, numbered
from tests.engine.test_clip_reader import beeps_at, read

HEAD = Head(96, 64, Fraction(1, 30_000), Fraction(30), 30, has_sound=True)


def written(count: int = 30, seconds: float = 1.0, head: Head = HEAD) -> bytes:
    writer = ClipWriter(head)
    for number, picture in enumerate(numbered(count)):
        writer.add_picture(picture, number * 1000)
    sound = beeps(seconds)
    for start in range(0, len(sound), 1000):
        writer.add_sound(sound[start : start + 1000])
    return writer.finish()


def boxes(content: bytes) -> list[tuple[str, int]]:
    """(name, place) of the boxes at the top of the file (ISO/IEC 14496-12)."""
    found, at = [], 0
    while at < len(content):
        found.append((content[at + 4 : at + 8].decode("latin-1"), at))
        at += int.from_bytes(content[at : at + 4], "big")
    return found


def test_pictures_and_sound_come_back_in_step() -> None:
    head, pictures, samples = read(written())

    assert [number_of(one.pixels) for one in pictures] == [number % 16 for number in range(30)]
    assert [round(one.at * head.time_base * 30) for one in pictures] == list(range(30))
    assert beeps_at(samples) == pytest.approx([0, 0.5], abs=0.005)


def test_an_iphone_plays_it() -> None:
    """Apple's lists: H.264 up to High in 4:2:0, AAC-LC, the index in front of the pictures."""
    content = written()
    with av.open(io.BytesIO(content)) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.profile) == ("h264", "High")
        assert (video.pix_fmt, video.codec_context.codec_tag) == ("yuv420p", "avc1")
        assert (sound.codec_context.name, sound.profile) == ("aac", "LC")
        assert video.start_time == 0
        context = video.codec_context
        assert (context.colorspace, context.color_range, context.color_trc) == (1, 1, 1)
    names = [name for name, _at in boxes(content)]
    assert names.index("moov") < names.index("mdat")


def test_a_clip_without_sound_has_no_silent_track() -> None:
    silent = ClipWriter(Head(96, 64, Fraction(1, 30), Fraction(30), 3, has_sound=False))
    for number, picture in enumerate(numbered(3)):
        silent.add_picture(picture, number)
    silent.add_sound(beeps(0.1))

    with av.open(io.BytesIO(silent.finish())) as container:
        assert len(container.streams.audio) == 0


def test_a_sound_track_that_stayed_empty_harms_nothing() -> None:
    writer = ClipWriter(HEAD)
    for number, picture in enumerate(numbered(3)):
        writer.add_picture(picture, number * 1000)

    _, pictures, samples = read(writer.finish())

    assert (len(pictures), len(samples)) == (3, 0)


def test_equal_pictures_give_equal_bytes() -> None:
    assert written() == written()


@pytest.mark.promise("U-11", "O-1")
def test_the_file_says_that_a_computer_made_it_and_nothing_else() -> None:
    content = written()

    name, at = boxes(content)[-1]
    assert (name, content[at + 24 :]) == ("uuid", XMP)
    for trace in (b"x264", b"Lavf", b"Lavc", b"libx264", b"ffmpeg"):
        assert trace not in content
    with av.open(io.BytesIO(content)) as container:
        assert set(container.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
        assert {key for one in container.streams for key in one.metadata} <= {
            "language",
            "handler_name",
            "vendor_id",
        }


def test_uneven_times_are_kept() -> None:
    ticks = [0, 990, 2110, 2980, 5400]
    writer = ClipWriter(Head(96, 64, Fraction(1, 30_000), Fraction(30), 5, has_sound=False))
    for at, picture in zip(ticks, numbered(5), strict=True):
        writer.add_picture(picture, at)

    head, pictures, _ = read(writer.finish())

    assert [round(float(one.at * head.time_base) * 30_000) for one in pictures] == ticks


def test_noise_of_a_minute_stays_within_what_a_phone_plays() -> None:
    noise = np.random.default_rng(1)
    head = Head(320, 240, Fraction(1, 30), Fraction(30), 60, has_sound=False)
    writer = ClipWriter(head)
    for number in range(60):
        writer.add_picture(noise.integers(0, 255, (240, 320, 3), dtype=np.uint8), number)

    assert len(writer.finish()) * 8 / 2 < 1.6 * 8_000_000
