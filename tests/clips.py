"""Video clips that tests send, made here: numbered pictures, or a face that moves, and beeps."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from tests.photos import face_pixels

Pixels = npt.NDArray[np.uint8]

# Every picture's number is the brightness of the whole: 12 steps apart, so that codecs keep it.
STEP, FIRST = 12, 20
COUNTED = 16
BEEP_HZ = 1000


@dataclass(frozen=True, slots=True)
class Format:
    """A container and the codecs in it."""

    container: str
    video: str
    sound: str


MP4 = Format("mp4", "libx264", "aac")
MOV = Format("mov", "libx264", "aac")
WEBM = Format("webm", "libvpx", "libopus")
FORMATS = {
    "mp4": MP4,
    "mov": MOV,
    "webm": WEBM,
    "webm-vp9": Format("webm", "libvpx-vp9", "libopus"),
    "mp4-hevc": Format("mp4", "libx265", "aac"),
}


def numbered(count: int, width: int = 96, height: int = 64) -> Iterator[Pixels]:
    """Plain pictures that say which one they are; the upper left quarter is darker."""
    for number in range(count):
        picture = np.full((height, width, 3), FIRST + STEP * (number % COUNTED), np.uint8)
        picture[: height // 2, : width // 2] //= 2
        yield picture


def number_of(pixels: Pixels) -> int:
    """The number of a picture of `numbered`, modulo COUNTED."""
    return round((float(np.median(pixels[pixels.shape[0] // 2 + 4 :])) - FIRST) / STEP)


def moving_face(count: int, width: int = 320, height: int = 240) -> Iterator[Pixels]:
    """Somebody who moves a little from picture to picture."""
    face = cv2.resize(face_pixels(), (round(height * 0.85), height))
    for number in range(count):
        picture = np.full((height, width, 3), 90, np.uint8)
        left = round((width - face.shape[1]) / 2 + 6 * np.sin(number / 8))
        picture[:, left : left + face.shape[1]] = face
        yield picture


def beeps(seconds: float, *, rate: int = 48_000, every_s: float = 0.5) -> npt.NDArray[np.int16]:
    """(N, 2): a beep of 40 ms at the start of every half second."""
    at = np.arange(round(seconds * rate)) / rate
    tone = np.sin(2 * np.pi * BEEP_HZ * at) * 12_000 * (at % every_s < 0.04)
    return np.repeat(tone.astype(np.int16)[:, None], 2, axis=1)


def make_clip(
    pictures: Iterator[Pixels],
    *,
    kind: Format = MP4,
    rate: Fraction = Fraction(30),
    ticks: Sequence[int] | None = None,
    sound: npt.NDArray[np.int16] | None = None,
    sound_rate: int = 48_000,
    rotation: int = 0,
    quality: str = "10",
    metadata: dict[str, str] | None = None,
) -> bytes:
    """A file of the kind. `ticks` are the pictures' times in thousandths, else they are even."""
    stream = io.BytesIO()
    first = next(pictures)
    with av.open(stream, "w", format=kind.container) as container:
        container.metadata.update(metadata or {})
        video = container.add_stream(kind.video, rate=rate)
        video.height, video.width = first.shape[:2]
        video.pix_fmt, video.codec_context.thread_count = "yuv420p", 1
        video.codec_context.options = {"crf": quality, "g": "12", "log-level": "none"}
        base = Fraction(1, 1000) if ticks else 1 / rate
        video.codec_context.time_base = base
        if rotation:
            video.set_display_rotation(rotation)
        track = None
        if sound is not None:
            track = container.add_stream(kind.sound, rate=sound_rate, layout="stereo")
        for number, picture in enumerate(chain((first,), pictures)):
            frame = VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = ticks[number] if ticks else number, base
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if track is not None and sound is not None:
            heard = AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="stereo")
            heard.sample_rate, heard.pts, heard.time_base = sound_rate, 0, Fraction(1, sound_rate)
            container.mux(track.encode(heard))
            container.mux(track.encode(None))
    return stream.getvalue()


@cache
def clip_of_a_face() -> bytes:
    """A second of somebody, with sound."""
    return make_clip(moving_face(20, 256, 192), rate=Fraction(20), sound=beeps(1.0))


@cache
def clip_of_nobody() -> bytes:
    """A second without a face."""
    return make_clip(numbered(10), rate=Fraction(10))
