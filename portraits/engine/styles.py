"""Drawn and printed styles: the photo remains the drawing's only model.

Strokes and dots are sized by the face, so that a small face is drawn as finely as a large one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import cv2
import numpy as np

from .filters import toned
from .geometry import Mask, Pixels, Plane
from .paper import bristles, flow_of, hatching, paper, smeared
from .raster import blur, gray, grow, resize

Step: TypeAlias = Mapping[str, Any]
# A face with this many pixels between its eyes is drawn with strokes of scale 1.
NOMINAL_UNIT = 170
PAINTING_SIDE = 900
PAPER_WHITE = np.array((251, 249, 244), np.uint8)


def stylise(pixels: Pixels, unit: float, person: Callable[[], Mask], step: Step) -> Pixels:
    """`pixels` (H, W, 3) drawn in the style `kind`; `unit` is the face's, in pixels.

    `person` gives the mask (H, W) of the person; it is asked only by a style whose surroundings
    fade into the paper (`ground` 0-100: how much of them stays).
    """
    scale = float(np.clip(unit / NOMINAL_UNIT, 0.4, 1.6))
    drawn = STYLES[step["kind"]](pixels, scale, step)
    ground = float(step.get("ground", 100)) / 100
    return drawn if ground >= 1 else _faded(drawn, person(), unit, ground)


def _faded(drawn: Pixels, person: Mask, unit: float, ground: float) -> Pixels:
    """The surroundings run out into white paper, nearest to the person last."""
    height, width = person.shape
    share = 200 / max(height, width)
    small = resize(person, max(2, round(width * share)), max(2, round(height * share)))
    near = blur(grow(small, 0.25 * unit * share), 0.45 * unit * share)
    edge = paper(small.shape, 5.0, 61) * 0.13
    kept = np.maximum(small, np.clip((near + edge) * 1.5 - 0.35, 0, 1) * ground)
    left = resize(((1 - kept) * 255).astype(np.uint8), width, height)
    lack = cv2.multiply(PAPER_WHITE - drawn, cv2.cvtColor(left, cv2.COLOR_GRAY2RGB), scale=1 / 255)
    return np.asarray(cv2.add(drawn, lack), np.uint8)


def _pencil(pixels: Pixels, scale: float, step: Step) -> Pixels:
    """Graphite on paper. Keys: colour [r, g, b] of the lead, shade 0-100."""
    grey = _even(gray(pixels))
    calm = np.asarray(cv2.medianBlur(grey, 5 if scale > 0.8 else 3), np.uint8)
    lines = np.minimum(_dodge(calm, 2.0 * scale), _dodge(grey, 7 * scale))
    lines = toned(lines, [[0, 0], [0.45, 0.1], [0.75, 0.62], [0.93, 1], [1, 1]])
    # Lead catches on the paper's hills: the darker the tone, the more valleys are filled.
    tone = toned(
        blur(gray(pixels), 2.5 * scale),
        [[0, 0.22], [0.2, 0.42], [0.45, 0.72], [0.75, 0.96], [0.9, 1], [1, 1]],
    )
    strokes = hatching(grey.shape, scale)
    lack = cv2.multiply(255 - tone, strokes, scale=float(step.get("shade", 60)) / 60 / 255)
    white = np.asarray(cv2.multiply(lines, 255 - lack, scale=1 / 255), np.uint8)
    return _inked(white, (step.get("colour", (34, 34, 38)), PAPER_WHITE.tolist()))


def _dodge(grey: Pixels, sigma: float) -> Pixels:
    """Line drawing, white where nothing changes: the photo over its own blur."""
    # The offset keeps what a camera makes up in the dark out of the drawing.
    lifted = np.asarray(cv2.convertScaleAbs(grey, alpha=0.93, beta=16), np.uint8)
    return np.asarray(cv2.divide(lifted, blur(lifted, sigma), scale=255), np.uint8)


def _even(grey: Pixels) -> Pixels:
    """Local contrast evened, so that dark and light skin are drawn with the same care."""
    return np.asarray(cv2.createCLAHE(clipLimit=1.8, tileGridSize=(5, 5)).apply(grey), np.uint8)


def _inked(level: Pixels, inks: Sequence[Sequence[float]]) -> Pixels:
    """Levels (H, W) to colours: inks from the darkest to the paper, evenly spaced."""
    place = np.linspace(0, 255, len(inks))
    columns = [np.interp(np.arange(256), place, [ink[c] for ink in inks]) for c in range(3)]
    table = np.round(np.stack(columns, axis=-1)).astype(np.uint8)
    return np.asarray(cv2.LUT(cv2.cvtColor(level, cv2.COLOR_GRAY2RGB), table[None]), np.uint8)


def _reduced(pixels: Pixels, scale: float) -> tuple[Pixels, float]:
    """The picture at painting size, and the scale of strokes there."""
    height, width = pixels.shape[:2]
    share = min(1.0, PAINTING_SIDE / max(height, width))
    small = resize(pixels, max(8, round(width * share)), max(8, round(height * share)))
    return small, scale * share


def _oil(pixels: Pixels, scale: float, step: Step) -> Pixels:
    """Brush strokes along the forms, with the paint's relief. Keys: brush 0-100, relief 0-100."""
    small, size = _reduced(pixels, scale)
    brush = float(step.get("brush", 50)) / 50 * size
    flow = flow_of(gray(small), 8 * size)
    painted = smeared(_kuwahara(small, max(2, round(5 * brush))), flow, 6 * brush)
    soft = blur(painted, 2.0 * max(size, 0.4))
    crisp = np.asarray(cv2.addWeighted(painted, 1.7, soft, -0.7, 0), np.uint8)
    strokes = bristles(flow, small.shape, size) * (float(step.get("relief", 50)) / 50)
    return _thick(resize(crisp, pixels.shape[1], pixels.shape[0]), 1 + strokes * np.float32(0.055))


def _thick(colours: Pixels, density: Plane) -> Pixels:
    """Colours times a density of about 1 that is given at a smaller size."""
    height, width = colours.shape[:2]
    level = np.clip(density * 128, 0, 255).astype(np.uint8)
    full = cv2.resize(level, (width, height), interpolation=cv2.INTER_CUBIC)
    factor = cv2.cvtColor(full, cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.multiply(colours, factor, scale=1 / 128), np.uint8)


def _kuwahara(pixels: Pixels, radius: int) -> Pixels:
    """Every pixel takes the mean of the calmest of the four windows it is a corner of.

    References: Kuwahara et al., Processing of RI-angiocardiographic images, 1976.
    """
    side = radius + 1
    grey = gray(pixels).astype(np.float32)
    means = cv2.blur(pixels, (side, side), borderType=cv2.BORDER_REPLICATE)
    mean = cv2.blur(grey, (side, side), borderType=cv2.BORDER_REPLICATE)
    spread = cv2.blur(grey * grey, (side, side), borderType=cv2.BORDER_REPLICATE) - mean * mean
    shift = radius / 2
    # Large weights: blendLinear adds a small number of its own to their sum.
    calm = (1e4 / (1 + np.maximum(spread, 0))) ** 2
    rows = []
    for dy in (-shift, shift):
        pair = [(_shifted(means, dx, dy), _shifted(calm, dx, dy)) for dx in (-shift, shift)]
        (one, weight), (other, other_weight) = pair
        rows.append((cv2.blendLinear(one, other, weight, other_weight), weight + other_weight))
    (above, weight), (below, other_weight) = rows
    return np.asarray(cv2.blendLinear(above, below, weight, other_weight), np.uint8)


def _shifted(array: Any, dx: float, dy: float) -> Any:
    move = np.array([[1, 0, dx], [0, 1, dy]], np.float64)
    return cv2.warpAffine(
        array, move, array.shape[1::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def _watercolour(pixels: Pixels, scale: float, step: Step) -> Pixels:
    """Washes that pool at their edges, on rough paper. Keys: wash 0-100, paper 0-100."""
    small, size = _reduced(pixels, scale)
    wash = float(step.get("wash", 50)) / 50 * size
    flat = _kuwahara(_kuwahara(small, max(2, round(3 * wash))), max(2, round(5 * wash)))
    flat = toned(flat, [[0, 0.08], [0.3, 0.36], [0.7, 0.77], [1, 1]])
    # Pigment gathers where a wash ends, and a fine brush has drawn the features.
    pooled = cv2.absdiff(gray(flat), gray(blur(flat, 2.0 * wash))).astype(np.float32)
    drawn = _dodge(_even(gray(small)), 2.5 * size)
    lines = toned(drawn, [[0, 0.25], [0.9, 1], [1, 1]])
    density = (1 - np.clip(pooled / 55, 0, 0.4)) * lines.astype(np.float32) * np.float32(1 / 255)
    rough = paper(flat.shape[:2], 1.0, 31) + 0.6 * paper(flat.shape[:2], 6 * size, 21)
    density *= 1 + rough * np.float32(0.028 * float(step.get("paper", 50)) / 50)
    full = resize(flat, pixels.shape[1], pixels.shape[0])
    return _thick(full, density.astype(np.float32))


def _poster(pixels: Pixels, scale: float, step: Step) -> Pixels:
    """Flat inks, screen printed. Keys: inks, [[r, g, b], ...] from dark to light."""
    inks = step["inks"]
    grey = _even(gray(pixels))
    drawn = _dodge(grey, 5 * scale)
    lines = toned(drawn, [[0, 0.55], [0.62, 0.55], [0.82, 1], [1, 1]])
    calm = blur(np.asarray(cv2.medianBlur(grey, 5), np.uint8), 2.2 * scale)
    tone = cv2.multiply(calm, lines, scale=1 / 255)
    # Every ink gets its share of the picture, whatever the person's or the room's tone.
    even = np.linspace(0, 1, len(inks) + 1)[1:-1]
    cuts = np.quantile(tone[::7, ::7], even) * 0.4 + even * 255 * 0.6
    # A soft step of a few levels: an inked edge, not a staircase.
    steps = np.clip((np.arange(256)[:, None] - cuts) / 5 + 0.5, 0, 1).mean(axis=1)
    level = cv2.LUT(tone, np.round(steps * 255).astype(np.uint8))
    return _inked(np.asarray(level, np.uint8), inks)


def _halftone(pixels: Pixels, scale: float, step: Step) -> Pixels:
    """Printed dots. Keys: inks [[r, g, b], paper], cell in pixels at scale 1, angle in degrees."""
    cell = max(4.0, float(step.get("cell", 7)) * scale)
    grey = _even(gray(pixels))
    sharp = np.asarray(cv2.addWeighted(grey, 1.8, blur(grey, 0.7 * cell), -0.8, 0), np.uint8)
    tone = toned(sharp, [[0, 0.04], [0.5, 0.5], [1, 0.98]])
    screen = _dot_screen(grey.shape, cell, float(step.get("angle", 33)))
    # The slope makes a dot's edge about one pixel wide.
    slope = cell / 5
    level = cv2.addWeighted(tone, 2 * slope, screen, -slope * 2, 128)
    return _inked(np.asarray(level, np.uint8), step["inks"])


def _dot_screen(shape: tuple[int, ...], cell: float, angle: float) -> Pixels:
    """0..255 (H, W): round dots on a turned grid, with the tone scale of an even grey ramp."""
    turn = np.radians(angle)
    rate = 2 * np.pi / cell
    y, x = (np.arange(side, dtype=np.float32) for side in shape)
    waves = []
    for along_x, along_y in ((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))):
        a, b = x * (rate * along_x), y * (rate * along_y)
        waves.append(np.outer(np.cos(b), np.cos(a)) - np.outer(np.sin(b), np.sin(a)))
    total = (waves[0] + waves[1]) * np.float32(0.5)
    spread = total * (1.5 - 0.5 * np.abs(total))
    return np.asarray(spread * np.float32(127) + np.float32(127.5), np.uint8)


STYLES: dict[str, Callable[[Pixels, float, Step], Pixels]] = {
    "pencil": _pencil,
    "oil": _oil,
    "watercolour": _watercolour,
    "poster": _poster,
    "halftone": _halftone,
}
