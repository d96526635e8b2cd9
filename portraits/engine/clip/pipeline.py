"""The order of a clip's work: every picture painted as it comes, none kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portraits.engine.ai_mark import Mark
from portraits.engine.clip.look import ClipLook
from portraits.engine.clip.paint import ClipPainter
from portraits.engine.clip.part import MAX_SECONDS
from portraits.engine.clip.reader import Head, Picture, Sound
from portraits.engine.clip.writer import ClipWriter
from portraits.engine.errors import NoFace

Report = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class PaintedClip:
    """An MP4 in memory; `timings_ms` by stage, decoding left out, which another process does."""

    content: bytes
    duration_ms: int
    timings_ms: dict[str, float]


def paint_clip(
    head: Head,
    pieces: Iterable[Picture | Sound],
    look: ClipLook,
    *,
    is_marked: bool,
    report: Report,
) -> PaintedClip:
    """A clip's pictures and sound as an MP4 with the look on every picture.

    `report` hears the share that is done, 0..1, after each picture; what it raises ends the work.
    Raises: NoFace, when the look needs one and no picture shows any.
    """
    work = _Work(head, look, is_marked=is_marked)
    for piece in pieces:
        if isinstance(piece, Picture):
            work.paint(piece)
            report(work.share)
        else:
            work.writer.add_sound(piece.samples)
    if look.touches_face and not work.painter.faces_seen:
        raise NoFace("nobody was found in the clip")
    return work.finish()


class _Work:
    """One clip on its way."""

    def __init__(self, head: Head, look: ClipLook, *, is_marked: bool) -> None:
        self.head = head
        self.painter = ClipPainter(look, head.width, head.height)
        self.mark = Mark(head.width, head.height) if is_marked else None
        self.writer = ClipWriter(head)
        self.count, self.at_s = 0, 0.0
        self.timings_ms = {"paint": 0.0, "encode": 0.0}

    def paint(self, picture: Picture) -> None:
        began = time.perf_counter()
        self.at_s = float(picture.at * self.head.time_base)
        painted = self.painter.paint(picture.pixels, self.at_s)
        if self.mark is not None:
            painted = self.mark.on(painted)
        between = time.perf_counter()
        self.writer.add_picture(painted, picture.at)
        self.count += 1
        self.timings_ms["paint"] += (between - began) * 1000
        self.timings_ms["encode"] += (time.perf_counter() - between) * 1000

    @property
    def share(self) -> float:
        """Of the pictures, 0..1; of the longest clip there may be, when nobody knows how many."""
        if self.head.count:
            return min(1.0, self.count / self.head.count)
        return min(1.0, self.at_s / MAX_SECONDS)

    def finish(self) -> PaintedClip:
        content = self.writer.finish()
        duration_s = self.at_s + float(1 / self.head.rate)
        return PaintedClip(content, round(duration_s * 1000), self.timings_ms)
