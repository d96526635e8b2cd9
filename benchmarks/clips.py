"""How fast clips are: `python -m benchmarks.clips [--seconds N]`.

A clip of 1280 x 720, 30 pictures a second, with sound, is read, painted and written on one core,
everything in one process, so that the figures are those of a whole clip. Printed is processor time
as a multiple of the clip's own duration (1 is real time), and the peak of memory of a short and of
a long clip, each in a process of its own.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction

import cv2
import numpy as np
from skimage import data

from benchmarks.memory import peak_above_mb, resident_mb
from portraits.engine.clip.part import Part
from portraits.engine.clip.pipeline import paint_clip
from portraits.engine.clip.reader import open_clip
from portraits.engine.geometry import Pixels
from portraits.engine.weights import warm_up
from portraits.services.choose_clip_look import look_of, parse_clip_options
from tests.clips import beeps, make_clip

WIDTH, HEIGHT, RATE = 1280, 720, 30
MAKEUP = {
    "makeup": "red-lips",
    **dict.fromkeys(("lips", "blush", "shadow", "liner", "lashes", "brows"), 60),
}
LOOKS: dict[str, dict[str, object]] = {
    "nothing": {},
    "filter": {"filter": "teal-and-amber"},
    "makeup": MAKEUP,
    "makeup, smooth skin": {**MAKEUP, "smoothing": 60},
    "prop": {"prop": "heart-glasses"},
    "soft focus": {"backdrop": "blur"},
    "backdrop": {"backdrop": "graphite-muslin"},
    "everything": {
        **MAKEUP,
        "smoothing": 60,
        "prop": "flower-crown",
        "backdrop": "bokeh-evening",
        "filter": "teal-and-amber",
    },
}
SHORT_S, LONG_S = 5, 40


def pictures(count: int) -> Iterator[Pixels]:
    """Somebody who moves in front of a wall, with a camera's noise."""
    still = data.astronaut()
    scale = HEIGHT / still.shape[0] * 1.3
    noise = np.random.default_rng(1).normal(0, 2, (HEIGHT, WIDTH, 3)).astype(np.int16)
    for number in range(count):
        turn = cv2.getRotationMatrix2D((256, 180), 3 * np.sin(number / 9), scale)
        turn[:, 2] += (384 + 60 * np.sin(number / 7), 140 + 12 * np.sin(number / 5))
        moved = cv2.warpAffine(still, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
        grained = moved + np.roll(noise, number * 97, axis=number % 2)
        yield np.clip(grained, 0, 255).astype(np.uint8)


def clip_of(seconds: int) -> bytes:
    """A clip of that length."""
    shown = pictures(seconds * RATE)
    return make_clip(shown, rate=Fraction(RATE), sound=beeps(seconds), quality="23")


def paint(content: bytes, options: dict[str, object]) -> int:
    """This function will return the size of the clip with the look on it."""
    head, pieces = open_clip(io.BytesIO(content), Part())
    look = look_of(parse_clip_options(options))
    return len(paint_clip(head, pieces, look, is_marked=True, report=lambda _share: None).content)


def print_speed(seconds: int) -> None:
    """This function will print a line for each look."""
    content = clip_of(seconds)
    sys.stdout.write(f"{'look':22}{'x duration':>12}{'MB a minute':>14}\n")
    for name, options in LOOKS.items():
        began = time.process_time()
        size = paint(content, options)
        spent = time.process_time() - began
        megabytes = size / 1e6 / seconds * 60
        sys.stdout.write(f"{name:22}{spent / seconds:12.2f}{megabytes:14.1f}\n")
        sys.stdout.flush()


def print_memory() -> None:
    """This function will print what a short and a long clip take at their peak."""
    for seconds in (SHORT_S, LONG_S):
        command = (sys.executable, "-m", "benchmarks.clips", "--peak", str(seconds))
        peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        sys.stdout.write(f"peak of a clip of {seconds:2} s: {peak}\n")


def print_peak(seconds: int) -> None:
    """This function will print the peak of this process above what it had before the clip."""
    content = clip_of(seconds)
    paint(clip_of(1), LOOKS["everything"])
    before = resident_mb()
    peak = peak_above_mb(lambda: paint(content, LOOKS["everything"]))
    size = paint(content, {}) / 1e6
    sys.stdout.write(f"{peak:.0f} MB above {before:.0f}, the written clip {size:.1f} of it\n")


def main() -> None:
    """This function will measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=6, help="length of the clip")
    parser.add_argument("--peak", type=int, help="only the memory of a clip of so many seconds")
    wanted = parser.parse_args()
    cv2.setNumThreads(1)
    # As a worker before its first clip.
    warm_up()
    if wanted.peak:
        print_peak(wanted.peak)
        return
    print_speed(wanted.seconds)
    print_memory()


if __name__ == "__main__":
    main()
