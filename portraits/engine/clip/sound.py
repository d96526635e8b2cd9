"""Sound at its place in time: where the file leaves a gap there is silence, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from portraits.engine.clip.part import Part

Samples: TypeAlias = npt.NDArray[np.int16]

RATE: Final = 48_000
# Times in files are rounded: nearer than 20 ms, sound simply goes on.
MOST_DRIFT = RATE // 50


class SoundTrack:
    """The sound of one clip, from the first kept picture on."""

    def __init__(self, begin_s: float, part: Part) -> None:
        self._begin_s = begin_s
        self._most = round(part.longest_s * RATE)
        self._count = 0
        self._resampler = AudioResampler(format="s16", layout="stereo", rate=RATE)

    def take(self, frame: AudioFrame) -> Iterator[Samples]:
        """The samples (N, 2) that follow those given before."""
        at = round(((frame.time or 0.0) - self._begin_s) * RATE)
        for piece in self._resampler.resample(frame):
            samples = np.asarray(piece.to_ndarray(), np.int16).reshape(-1, 2)
            placed = self._placed(samples, at)
            at += len(samples)
            self._count += len(placed)
            if len(placed):
                yield placed

    def _placed(self, samples: Samples, at: int) -> Samples:
        ahead = at - self._count
        if self._count and abs(ahead) <= MOST_DRIFT:
            ahead = 0
        if ahead > 0:
            silence = np.zeros((min(ahead, self._most), 2), np.int16)
            samples = np.concatenate((silence, samples))
        elif ahead < 0:
            samples = samples[-ahead:]
        return samples[: max(0, self._most - self._count)]
