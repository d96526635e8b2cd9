"""What a clip's reader takes out of a file: the right pictures, upright, in time, in step."""

import io
import struct
from fractions import Fraction

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from portraits.engine.clip.container import MATROSKA, MOV, sniff
from portraits.engine.clip.part import Part
from portraits.engine.clip.reader import Head, Picture, Sound, open_clip
from portraits.engine.clip.sound import Samples
from portraits.engine.errors import (
    ClipTooLong,
    EmptyPart,
    EngineError,
    NotAClip,
    TooManyPixels,
    UnsupportedFormat,
)
from tests import clips
from tests.clips import FORMATS, Pixels, beeps, make_clip, number_of, numbered
from tests.photos import photo

SECOND = 48_000


def read(content: bytes, part: Part | None = None) -> tuple[Head, list[Picture], Samples]:
    """Head, pictures and sound of a file."""
    head, pieces = open_clip(io.BytesIO(content), part or Part())
    taken = list(pieces)
    sounds = [piece.samples for piece in taken if isinstance(piece, Sound)]
    samples = np.concatenate(sounds) if sounds else np.zeros((0, 2), np.int16)
    return head, [piece for piece in taken if isinstance(piece, Picture)], samples


def beeps_at(samples: Samples) -> list[float]:
    """Seconds at which a beep begins."""
    loud = np.abs(samples[:, 0].astype(int)) > 3000
    starts = [at for at in np.flatnonzero(loud) if not loud[max(0, at - 2400) : at].any()]
    return [at / SECOND for at in starts]


@pytest.mark.parametrize("name", FORMATS)
def test_every_offered_kind_of_file_gives_its_pictures_and_its_sound(name: str) -> None:
    content = make_clip(numbered(15), kind=FORMATS[name], rate=Fraction(15), sound=beeps(1.0))

    head, pictures, samples = read(content)

    assert (head.width, head.height, head.has_sound) == (96, 64, True)
    assert [number_of(one.pixels) for one in pictures] == list(range(15))
    assert beeps_at(samples) == pytest.approx([0, 0.5], abs=0.03)


def test_a_trimmed_clip_begins_and_ends_with_exactly_the_chosen_pictures() -> None:
    content = make_clip(numbered(60), rate=Fraction(30), sound=beeps(2.0))

    head, pictures, samples = read(content, Part(start_ms=500, end_ms=1500))

    assert [number_of(one.pixels) for one in pictures] == [n % 16 for n in range(15, 45)]
    assert pictures[0].at == 0
    assert head.count == 30
    # Sound keeps its place: what was heard at 0.5 s and 1.0 s is now at 0 and 0.5.
    assert beeps_at(samples) == pytest.approx([0, 0.5], abs=0.005)
    assert len(samples) == SECOND


def test_a_broadcast_rate_stays_what_it_is() -> None:
    rate = Fraction(30_000, 1001)
    head, pictures, _ = read(make_clip(numbered(12), rate=rate))

    assert head.rate == rate
    assert [float(one.at * head.time_base) for one in pictures] == pytest.approx(
        [number * 1001 / 30_000 for number in range(12)]
    )


def test_uneven_times_of_a_phone_are_kept() -> None:
    ticks = [0, 33, 70, 99, 180, 201, 240]
    head, pictures, _ = read(make_clip(numbered(7), ticks=ticks))

    assert [round(one.at * head.time_base * 1000) for one in pictures] == ticks


def test_of_a_slow_motion_every_second_picture_is_kept() -> None:
    head, pictures, _ = read(make_clip(numbered(24), rate=Fraction(120)))

    assert len(pictures) == 12
    assert head.rate <= 62


@pytest.mark.parametrize(
    ("rotation", "dark"), [(-90, (0, 1)), (90, (1, 0)), (180, (1, 1)), (0, (0, 0))]
)
def test_a_phone_held_upright_gives_an_upright_picture(
    rotation: int, dark: tuple[int, int]
) -> None:
    head, pictures, _ = read(make_clip(numbered(2), rotation=rotation))

    is_turned = rotation in (90, -90)
    assert (head.width, head.height) == ((64, 96) if is_turned else (96, 64))
    assert darkest_quarter(pictures[1].pixels) == dark


def darkest_quarter(pixels: Pixels) -> tuple[int, int]:
    height, width = pixels.shape[:2]
    quarters = pixels.reshape(2, height // 2, 2, width // 2, 3).mean(axis=(1, 3, 4))
    row, column = np.unravel_index(int(quarters.argmin()), (2, 2))
    return int(row), int(column)


def test_colours_are_those_of_a_screen() -> None:
    red = np.zeros((64, 96, 3), np.uint8)
    red[..., 0] = 200
    _, pictures, _ = read(make_clip(iter([red, red])))

    assert np.abs(pictures[0].pixels.astype(int) - (200, 0, 0)).max() <= 6


def test_sound_that_begins_late_stays_late() -> None:
    _, _, samples = read(late_sound())

    assert not samples[: round(0.45 * SECOND)].any()
    assert beeps_at(samples)[0] == pytest.approx(0.5, abs=0.03)


def late_sound() -> bytes:
    """A clip whose sound track begins half a second after its picture."""
    stream = io.BytesIO()
    with av.open(stream, "w", format="webm") as container:
        video = container.add_stream("libvpx", rate=10)
        video.width, video.height, video.pix_fmt = 96, 64, "yuv420p"
        track = container.add_stream("libopus", rate=SECOND, layout="stereo")
        for number, picture in enumerate(numbered(10)):
            frame = VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        heard = AudioFrame.from_ndarray(beeps(0.4).reshape(1, -1), format="s16", layout="stereo")
        heard.sample_rate, heard.pts, heard.time_base = SECOND, SECOND // 2, Fraction(1, SECOND)
        container.mux(track.encode(heard))
        container.mux(track.encode(None))
    return stream.getvalue()


def test_who_wants_no_sound_gets_none() -> None:
    head, _, samples = read(make_clip(numbered(5), sound=beeps(0.2)), Part(with_sound=False))

    assert (head.has_sound, len(samples)) == (False, 0)


def test_a_file_that_breaks_off_gives_what_came() -> None:
    whole = make_clip(numbered(40), kind=clips.WEBM)
    _, pictures, _ = read(whole[: len(whole) * 2 // 3])

    assert 10 < len(pictures) < 40


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotAClip),
        (b"not a video at all, only words", NotAClip),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0" * 400, NotAClip),
        (b"RIFF\0\0\0\0AVI LIST", UnsupportedFormat),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", UnsupportedFormat),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:1\nhttp://127.0.0.1/a.ts\n", NotAClip),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", NotAClip),
    ],
)
def test_what_is_no_clip_is_refused(content: bytes, refusal: type[EngineError]) -> None:
    with pytest.raises(refusal):
        read(content)


def test_a_photo_is_told_to_be_none() -> None:
    with pytest.raises(UnsupportedFormat):
        read(photo())


def test_a_playlist_in_the_coat_of_an_mp4_opens_nothing() -> None:
    """The demuxer is chosen by the first bytes, and nothing else is ever tried."""
    playlist = b"\0\0\0\x08ftyp#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"

    with pytest.raises(NotAClip):
        read(playlist)


def test_a_codec_that_is_not_offered_is_not_parsed() -> None:
    content = make_clip(numbered(3), kind=clips.Format("mov", "mpeg2video", "aac"))

    with pytest.raises((UnsupportedFormat, NotAClip)):
        read(content)


def test_sound_alone_is_no_clip() -> None:
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as container:
        track = container.add_stream("aac", rate=SECOND, layout="stereo")
        frame = AudioFrame.from_ndarray(beeps(0.5).reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SECOND, 0, Fraction(1, SECOND)
        container.mux(track.encode(frame))
        container.mux(track.encode(None))

    with pytest.raises(NotAClip):
        read(stream.getvalue())


def test_more_than_a_minute_is_refused_before_it_is_read() -> None:
    content = make_clip(numbered(63, 32, 32), rate=Fraction(1))

    with pytest.raises(ClipTooLong):
        open_clip(io.BytesIO(content), Part())
    _, pictures, _ = read(content, Part(start_ms=1000, end_ms=61_000))
    assert len(pictures) == 60


def test_a_file_that_lies_about_its_length_is_caught_while_it_is_read() -> None:
    content = make_clip(numbered(63, 32, 32), kind=clips.WEBM, rate=Fraction(1))
    lie = content.replace(b"\x44\x89\x88", b"\x44\x8a\x88", 1)

    with pytest.raises(ClipTooLong):
        read(lie)


def test_more_pixels_than_4k_are_refused_from_the_header() -> None:
    content = make_clip(iter([np.zeros((2400, 4200, 3), np.uint8)]))

    with pytest.raises(TooManyPixels):
        open_clip(io.BytesIO(content), Part())


def test_a_large_clip_comes_at_1080p() -> None:
    head, pictures, _ = read(make_clip(iter([np.zeros((1440, 2560, 3), np.uint8)] * 2)))

    assert (head.width, head.height) == (1920, 1080)
    assert pictures[0].pixels.shape == (1080, 1920, 3)


def test_a_part_behind_the_end_holds_nothing() -> None:
    with pytest.raises(EmptyPart):
        read(make_clip(numbered(10)), Part(start_ms=5000, end_ms=6000))


def test_first_bytes_tell_the_demuxer() -> None:
    assert sniff(make_clip(numbered(2))[:64]) == MOV
    assert sniff(make_clip(numbered(2), kind=clips.WEBM)[:64]) == MATROSKA
    assert sniff(struct.pack(">I4s", 8, b"wide") + b"\0" * 20) == MOV
