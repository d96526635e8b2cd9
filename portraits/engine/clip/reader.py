"""A video file becomes pictures and sound, one after the other. Runs in the confined child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any, BinaryIO

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from portraits.engine.clip.container import open_container, sniff, sound_of, video_of
from portraits.engine.clip.part import MAX_SECONDS, SLACK_S, Part
from portraits.engine.clip.sound import Samples, SoundTrack
from portraits.engine.clip.upright import Upright
from portraits.engine.errors import ClipTooLong, EmptyPart, NotAClip
from portraits.engine.geometry import Pixels

# More pictures a second than any screen of a phone shows: of a slow motion every second one stays.
MOST_RATE = 62
USUAL_RATE = Fraction(30)
# A phone that ran out of power leaves some broken packets; a file of nothing else is no clip.
MOST_DAMAGED = 50


@dataclass(frozen=True, slots=True)
class Head:
    """What is known before the first picture. `count` is an estimate, 0 when the file says nothing.

    Sizes are those of the pictures that follow: upright, even, at most upright.LONG_SIDE.
    """

    width: int
    height: int
    time_base: Fraction
    rate: Fraction
    count: int
    has_sound: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """RGB (H, W, 3) and its time in ticks of the head's time base, the first one's 0."""

    at: int
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class Sound:
    """The next samples (N, 2); there is no gap between one piece and the next."""

    samples: Samples


def open_clip(file: BinaryIO, part: Part) -> tuple[Head, Iterator[Picture | Sound]]:
    """What a file holds between two times: the head, then its pictures and sound, about in order.

    Raises: NotAClip, UnsupportedFormat, TooManyPixels, ClipTooLong, EmptyPart; the iterator too.
    """
    first_bytes = file.read(64)
    file.seek(0)
    container = open_container(file, sniff(first_bytes))
    video, sound = video_of(container), sound_of(container) if part.with_sound else None
    _refuse_long(container, part)
    video.codec_context.thread_count = 1
    if part.start_ms and video.time_base:
        container.seek(int(part.start_ms / 1000 / video.time_base), stream=video)
    frames = _kept(container, [video, sound] if sound else [video], part)
    # Where sound stands before the picture in the file, it waits for the picture's time.
    early: list[VideoFrame | AudioFrame] = []
    for frame in frames:
        if isinstance(frame, VideoFrame):
            turned = Upright(frame, video)
            head = _head(container, video, turned, part, has_sound=sound is not None)
            return head, _pieces(turned, frame, chain(early, frames), part)
        early.append(frame)
    raise EmptyPart("no picture between these times") if part.start_ms else NotAClip("no picture")


def _refuse_long(container: InputContainer, part: Part) -> None:
    if container.duration is not None:
        ends_s = part.end_ms / 1000 or container.duration / 1_000_000
        if ends_s - part.start_ms / 1000 > MAX_SECONDS + SLACK_S and not part.end_ms:
            raise ClipTooLong("longer than a minute")


def _head(
    container: InputContainer, video: VideoStream, turned: Upright, part: Part, *, has_sound: bool
) -> Head:
    rate = video.average_rate or video.guessed_rate or USUAL_RATE
    rate = min(rate, Fraction(MOST_RATE)) if rate > 0 else USUAL_RATE
    ends_s = (container.duration or 0) / 1_000_000
    if part.end_ms:
        ends_s = min(ends_s or MAX_SECONDS, part.end_ms / 1000)
    count = max(0, round((ends_s - part.start_ms / 1000) * rate))
    time_base = video.time_base or Fraction(1, 90_000)
    return Head(turned.width, turned.height, time_base, rate, count, has_sound)


def _kept(
    container: InputContainer, streams: list[VideoStream | AudioStream], part: Part
) -> Iterator[VideoFrame | AudioFrame]:
    """Every frame of sound, and those of the picture that are shown."""
    first_s, last_s, is_over = None, -1.0, False
    for frame in _decoded(container, streams):
        if frame.time is None:
            continue
        if not isinstance(frame, VideoFrame):
            if is_over and frame.time * 1000 >= part.end_ms:
                return
            yield frame
            continue
        at_ms = round(frame.time * 1000)
        is_over = bool(part.end_ms) and at_ms >= part.end_ms
        if is_over and len(streams) == 1:
            return
        if is_over or at_ms < part.start_ms or frame.time - last_s < 1 / MOST_RATE:
            continue
        first_s = frame.time if first_s is None else first_s
        if frame.time - first_s > MAX_SECONDS + SLACK_S:
            raise ClipTooLong("longer than a minute")
        last_s = frame.time
        yield frame


def _decoded(
    container: InputContainer, streams: list[VideoStream | AudioStream]
) -> Iterator[VideoFrame | AudioFrame]:
    damaged = 0
    for packet in _packets(container, streams):
        try:
            frames = packet.decode()
        except FFmpegError as error:
            damaged += 1
            if damaged > MOST_DAMAGED:
                raise NotAClip("most of the file is damaged") from error
            continue
        for frame in frames:
            if isinstance(frame, VideoFrame | AudioFrame):
                yield frame


def _packets(
    container: InputContainer, streams: list[VideoStream | AudioStream]
) -> Iterator[Packet[Any]]:
    """Until the file ends, or breaks off: what came until then is worth having."""
    packets = container.demux(*streams)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, FFmpegError):
            return
        yield packet


def _pieces(
    turned: Upright, first: VideoFrame, frames: Iterator[VideoFrame | AudioFrame], part: Part
) -> Iterator[Picture | Sound]:
    yield Picture(0, turned.pixels(first))
    track = SoundTrack(first.time or 0.0, part)
    begin = first.pts or 0
    for frame in frames:
        if isinstance(frame, VideoFrame):
            yield Picture((frame.pts or 0) - begin, turned.pixels(frame))
        else:
            yield from (Sound(samples) for samples in track.take(frame))
