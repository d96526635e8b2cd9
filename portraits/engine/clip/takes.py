"""Where one take ends and another begins: what was known of the picture before counts no more."""

from __future__ import annotations

import numpy as np

from portraits.engine.geometry import Pixels, Plane

SAMPLE_STEP = 24
# Mean change over contrast. Cuts measured 1.1 and more at any brightness, fast pans 0.6 at most.
CUT = 0.8
# Levels of contrast below which a picture is as good as empty.
LEAST_CONTRAST = 4.0


class Takes:
    """The takes of one clip."""

    def __init__(self) -> None:
        self._before: Plane | None = None

    def is_new(self, pixels: Pixels) -> bool:
        """Whether the next picture (H, W, 3) begins a take; the first one does."""
        now = pixels[::SAMPLE_STEP, ::SAMPLE_STEP].mean(axis=2, dtype=np.float32)
        before, self._before = self._before, now
        if before is None:
            return True
        contrast = max(LEAST_CONTRAST, float(before.std() + now.std()) / 2)
        return float(np.abs(now - before).mean()) / contrast > CUT
