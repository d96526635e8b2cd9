"""A frame as a person sees it: upright, square pixels, at most 1080p, in a screen's colours."""

from __future__ import annotations

from typing import Final

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from av.video.stream import VideoStream

from portraits.engine.clip.hdr import HLG, PQ, to_standard_range
from portraits.engine.geometry import Pixels

LONG_SIDE: Final = 1920
# Who says nothing about their colours means, as players take it, BT.709 from this height on.
HIGH_DEFINITION = 720
# ISO/IEC 23091-2, matrix coefficients, as swscale knows them.
MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
FULL_RANGE = 2


class Upright:
    """How the frames of one clip are turned and sized; the first frame decides."""

    def __init__(self, first: VideoFrame, stream: VideoStream) -> None:
        aspect = stream.sample_aspect_ratio or 1
        wide, high = first.width * float(aspect), float(first.height)
        scale = min(1.0, LONG_SIDE / max(wide, high))
        self._size = _even(wide * scale), _even(high * scale)
        self._shrinks = self._size[0] < first.width
        self._quarter_turns = round(first.rotation / 90) % 4
        turned = self._size[::-1] if self._quarter_turns % 2 else self._size
        self.width, self.height = turned

    def pixels(self, frame: VideoFrame) -> Pixels:
        """RGB (height, width, 3)."""
        guess = Colorspace.ITU709 if frame.height >= HIGH_DEFINITION else Colorspace.ITU601
        coded = frame.reformat(
            *self._size,
            format="rgb24",
            src_colorspace=MATRICES.get(int(frame.colorspace), guess),
            src_color_range=ColorRange.JPEG if _is_full(frame) else ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation=Interpolation.AREA if self._shrinks else Interpolation.BILINEAR,
            threads=1,
        )
        pixels = np.asarray(coded.to_ndarray(), np.uint8)
        if frame.color_trc in (PQ, HLG):
            pixels = to_standard_range(pixels, int(frame.color_trc))
        return np.ascontiguousarray(np.rot90(pixels, self._quarter_turns))


def _is_full(frame: VideoFrame) -> bool:
    return int(frame.color_range) == FULL_RANGE or frame.format.name.startswith("yuvj")


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)
