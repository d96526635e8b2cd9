"""People drawn by code over textures: pictures whose alpha and colours are known exactly.

A drawn person is head, neck and shoulders in soft light with a face, and hair as thousands of
single strands. Everything is drawn at twice the size and averaged, so that edges and strands are
as soft as in a photo; then comes what a camera adds: a little blur, noise and JPEG.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Layer = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]

SKINS = ((244, 208, 182), (224, 172, 138), (198, 140, 102), (150, 98, 68), (104, 66, 46))
HAIRS = ((28, 22, 20), (62, 42, 30), (124, 84, 48), (206, 172, 116), (190, 188, 186), (140, 62, 34))
CLOTHES = (
    (34, 40, 56),
    (150, 40, 46),
    (226, 224, 218),
    (64, 96, 76),
    (92, 96, 104),
    (214, 170, 60),
)
STYLES = ("short", "long", "curls", "bald", "wild", "bun")
TEXTURES = ("clouds", "leaves", "stripes", "bricks", "lights", "plain")


@dataclass(frozen=True)
class DrawnPerson:
    """`picture` uint8 (H, W, 3), its `alpha` 0..1 (H, W) and true foreground `colours`."""

    name: str
    picture: Pixels
    alpha: Layer
    colours: Pixels
    face: tuple[float, float, float, float]  # x, y, width, height in pixels


def draw_person(seed: int, side: int = 768) -> DrawnPerson:
    """One person over one texture; the same seed draws the same picture."""
    random = np.random.default_rng(seed)
    style, texture = STYLES[seed % len(STYLES)], TEXTURES[(seed // 2) % len(TEXTURES)]
    sheet = _Sheet(2 * side, random)
    skin, hair, cloth = (
        np.array(choice[int(random.integers(len(choice)))], np.float32)
        for choice in (SKINS, HAIRS, CLOTHES)
    )
    _draw_hair(sheet, style, hair, behind=True)
    _draw_body(sheet, skin, cloth)
    _draw_head(sheet, skin, hair)
    _draw_hair(sheet, style, hair, behind=False)
    premultiplied, alpha = sheet.finished(side)
    behind = paint_texture(texture, side, random)
    mixed = premultiplied + behind * (1 - alpha[..., None])
    picture = _as_camera(mixed, random)
    colours = np.where(
        alpha[..., None] > 0.004, premultiplied / np.maximum(alpha[..., None], 0.004), 0
    )
    unit = side / 2 * sheet.unit / sheet.size * 2
    x, y = (value * side for value in sheet.middle)
    face = (x - 1.0 * unit, y - 0.75 * unit, 2.0 * unit, 2.0 * unit)
    return DrawnPerson(
        f"{style} over {texture}", picture, alpha, np.clip(colours, 0, 255).astype(np.uint8), face
    )


class _Sheet:
    """Premultiplied colour and alpha at twice the size; coordinates in eye distances."""

    def __init__(self, size: int, random: np.random.Generator) -> None:
        self.size = size
        self.random = random
        self.unit = size * float(random.uniform(0.105, 0.135))
        self.middle = float(random.uniform(0.44, 0.56)), float(random.uniform(0.36, 0.42))
        self.colour = np.zeros((size, size, 3), np.float32)
        self.alpha = np.zeros((size, size), np.float32)

    def place(self, points: npt.ArrayLike) -> npt.NDArray[np.int32]:
        """Eye distances (N, 2) to 1/16 pixels for OpenCV."""
        flat = np.asarray(points, np.float32).reshape(-1, 2) * self.unit
        flat = flat + np.array(self.middle, np.float32) * self.size
        return np.round(flat * 16).astype(np.int32)

    def put(self, mask: Pixels, colour: Layer) -> None:
        """Colour (3,) or (H, W, 3) over the sheet through a mask 0..255."""
        x, y, wide, high = cv2.boundingRect(mask)
        where = slice(y, y + high), slice(x, x + wide)
        share = mask[where].astype(np.float32) / np.float32(255)
        wanted = colour if colour.ndim == 1 else colour[where]
        self.colour[where] += (wanted - self.colour[where]) * share[..., None]
        self.alpha[where] += (1 - self.alpha[where]) * share

    def fill(self, points: npt.ArrayLike, colour: Layer, soft: float = 0) -> None:
        """A filled polygon, its edge `soft` eye distances wide."""
        mask = np.zeros((self.size, self.size), np.uint8)
        cv2.fillPoly(mask, [self.place(points)], 255, cv2.LINE_AA, 4)
        if soft:
            mask = cv2.GaussianBlur(mask, (0, 0), soft * self.unit)
        self.put(mask, colour)

    def finished(self, side: int) -> tuple[Layer, Layer]:
        """(premultiplied (side, side, 3), alpha (side, side)) as a lens would show them."""
        both = np.dstack((self.colour, self.alpha))
        small = cv2.resize(both, (side, side), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), 0.6)
        return small[..., :3], np.clip(small[..., 3], 0, 1)


def _oval(x: float, y: float, wide: float, high: float, count: int = 60) -> npt.NDArray[np.float64]:
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.column_stack((x + wide * np.cos(t), y + high * np.sin(t)))


def _lit(sheet: _Sheet, colour: Layer, strength: float = 0.4) -> Layer:
    """The colour under a lamp at the upper left."""
    y, x = np.mgrid[0 : sheet.size, 0 : sheet.size].astype(np.float32) / sheet.size
    fall = (x - sheet.middle[0]) * 1.6 + (y - sheet.middle[1]) * 0.8
    gain = 1 - np.clip(fall * strength * 1.6, -0.15, 0.45)
    return np.asarray(np.clip(colour * gain[..., None], 0, 255), np.float32)


def _draw_body(sheet: _Sheet, skin: Layer, cloth: Layer) -> None:
    neck = [(-0.62, 0.9), (-0.66, 2.1), (-1.2, 2.5), (0, 3.4), (1.2, 2.5), (0.66, 2.1), (0.62, 0.9)]
    wide = float(sheet.random.uniform(2.5, 3.1))
    shoulders = [
        (-0.75, 2.05), (-1.5, 2.4), (-wide + 0.3, 2.85), (-wide, 3.6), (-wide - 0.25, 9),
        (wide + 0.25, 9), (wide, 3.6), (wide - 0.3, 2.85), (1.5, 2.4), (0.75, 2.05), (0, 3.1),
    ]  # fmt: skip
    sheet.fill(neck, _lit(sheet, skin * np.float32(0.82)))
    weave = _clouds(sheet.size, sheet.random, 12)[..., None]
    sheet.fill(shoulders, _lit(sheet, cloth, 0.5) * (1 + 0.06 * weave), soft=0.02)


def _draw_head(sheet: _Sheet, skin: Layer, hair: Layer) -> None:
    lit = _lit(sheet, skin) * (1 + 0.02 * _clouds(sheet.size, sheet.random, 60)[..., None])
    for side in (-1, 1):
        sheet.fill(_oval(side * 1.13, 0.35, 0.17, 0.38), lit * np.float32(0.9))
    t = np.linspace(0, 2 * np.pi, 90)
    jaw = np.where(np.sin(t) > 0, 1 - 0.16 * np.sin(t) ** 3, 1)
    head = np.column_stack(
        (1.12 * np.cos(t) * jaw, 0.25 + np.where(np.sin(t) > 0, 1.5, 1.72) * np.sin(t))
    )
    sheet.fill(head, lit)
    shade = np.zeros((sheet.size, sheet.size), np.uint8)
    cv2.fillPoly(shade, [sheet.place(head)], 255, cv2.LINE_AA, 4)
    rim = 255 - cv2.GaussianBlur(shade, (0, 0), 0.25 * sheet.unit)
    inside = np.minimum(shade, np.clip(rim.astype(np.int32) * 1.1, 0, 110).astype(np.uint8))
    sheet.put(inside, lit * np.float32(0.55))
    for side in (-1, 1):
        _draw_eye(sheet, side, hair)
    sheet.fill(
        [(-0.1, 0.1), (-0.24, 0.66), (0, 0.78), (0.24, 0.66), (0.06, 0.1)],
        lit * np.float32(0.93),
        0.06,
    )
    sheet.fill(_oval(-0.11, 0.7, 0.06, 0.035), lit * np.float32(0.45), 0.02)
    sheet.fill(_oval(0.11, 0.7, 0.06, 0.035), lit * np.float32(0.45), 0.02)
    lips = lit * np.array((0.86, 0.55, 0.55), np.float32)
    sheet.fill(_oval(0, 1.1, 0.4, 0.12), lips, 0.02)
    sheet.fill(_oval(0, 1.1, 0.36, 0.018), lips * np.float32(0.5), 0.01)


def _draw_eye(sheet: _Sheet, side: int, hair: Layer) -> None:
    x = 0.5 * side
    sheet.fill(_oval(x, 0, 0.3, 0.17), np.array((120, 80, 66), np.float32) * np.float32(0.7), 0.05)
    sheet.fill(_oval(x, 0, 0.24, 0.1), np.array((236, 232, 228), np.float32), 0.01)
    sheet.fill(_oval(x, -0.01, 0.105, 0.105), np.array((70, 48, 34), np.float32), 0.01)
    sheet.fill(_oval(x, -0.01, 0.05, 0.05), np.array((12, 10, 10), np.float32))
    sheet.fill(_oval(x + 0.03, -0.05, 0.02, 0.02), np.array((250, 250, 250), np.float32))
    brow = [
        (x - 0.3, -0.28),
        (x, -0.4),
        (x + 0.3, -0.3),
        (x + 0.28, -0.24),
        (x, -0.32),
        (x - 0.28, -0.22),
    ]
    sheet.fill(brow, hair * np.float32(0.9), 0.015)


def _draw_hair(sheet: _Sheet, style: str, hair: Layer, *, behind: bool) -> None:
    if style == "bald":
        return
    reach = {"short": 0.12, "long": 0.22, "curls": 0.5, "wild": 0.34, "bun": 0.1}[style]
    cap = _oval(0, -0.35, 1.2 + reach * 0.6, 1.32 + reach * 0.7)
    if behind:
        sheet.fill(cap, _lit(sheet, hair * np.float32(0.75)), 0.02)
        if style in ("long", "wild"):
            fall = [(-1.25, -0.4), (-1.5, 1.0), (-1.55, 2.9), (1.55, 2.9), (1.5, 1.0), (1.25, -0.4)]
            sheet.fill(fall, _lit(sheet, hair * np.float32(0.7)), 0.03)
        if style == "bun":
            sheet.fill(_oval(0.1, -1.85, 0.55, 0.42), _lit(sheet, hair * np.float32(0.8)), 0.02)
    else:
        fringe = [p for p in cap if p[1] < -0.75]
        sheet.fill([*fringe, (0.9, -0.62), (0.1, -0.95), (-0.9, -0.55)], _lit(sheet, hair), 0.03)
    _draw_strands(sheet, style, hair, behind, reach)


def _draw_strands(sheet: _Sheet, style: str, hair: Layer, behind: bool, reach: float) -> None:
    """Single hairs that start on the scalp and leave the head's outline."""
    random, t = sheet.random, np.linspace(0, 1, 9)[:, None]
    count = {"short": 700, "long": 900, "curls": 1500, "wild": 1300, "bun": 500}[style]
    for _ in range(count if behind else count // 3):
        # Over the crown; strands that are drawn before the face may start at the sides too.
        low, high = (np.pi * 0.92, np.pi * 2.08) if behind else (np.pi * 1.1, np.pi * 1.9)
        angle = random.uniform(low, high)
        start = np.array((1.15 * np.cos(angle), -0.3 + 1.3 * np.sin(angle))) * random.uniform(
            0.86, 1
        )
        out = np.array((np.cos(angle), np.sin(angle)))
        along = np.array((-out[1], out[0])) * random.choice((-1, 1))
        length = reach * random.uniform(0.5, 1.7)
        bend = along * length * random.uniform(0.2, 1.6)
        line = start + t * out * length + t**2 * bend
        if style in ("long", "wild") and abs(out[0]) > 0.5 and behind:
            drop = random.uniform(1.2, 3.0)
            sway = random.normal(0, 0.12)
            line = line + np.hstack((t**2 * (sway + 0.15 * np.sign(out[0])), t**1.3 * drop))
        if style == "curls":
            curl = random.uniform(8, 16) * t + random.uniform(0, 6)
            line = line + np.hstack((np.cos(curl), np.sin(curl))) * 0.07
        _stroke(sheet, line, hair * np.float32(random.uniform(0.7, 1.25)))


def _stroke(sheet: _Sheet, line: npt.NDArray[np.float64], colour: Layer) -> None:
    points = sheet.place(line)
    low = np.maximum(points.min(axis=0) // 16 - 3, 0)
    high = np.minimum(points.max(axis=0) // 16 + 4, sheet.size)
    if (high <= low).any():
        return
    part = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
    thick = 1 if sheet.random.random() < 0.6 else 2
    cv2.polylines(part, [points - low * 16], False, 255, thick, cv2.LINE_AA, 4)
    where = slice(low[1], high[1]), slice(low[0], high[0])
    share = part.astype(np.float32) / np.float32(255)
    sheet.colour[where] += (np.clip(colour, 0, 255) - sheet.colour[where]) * share[..., None]
    sheet.alpha[where] += (1 - sheet.alpha[where]) * share


def _clouds(side: int, random: np.random.Generator, cells: int) -> Layer:
    total = np.zeros((side, side), np.float32)
    for octave in range(4):
        noise = random.standard_normal((cells * 2**octave + 1,) * 2).astype(np.float32)
        total += cv2.resize(noise, (side, side), interpolation=cv2.INTER_CUBIC) * 0.6**octave
    return total / np.float32(total.std())


def paint_texture(kind: str, side: int, random: np.random.Generator) -> Layer:
    """Something behind the person (side, side, 3), 0..255."""
    first, second = (random.uniform(20, 235, 3).astype(np.float32) for _ in range(2))
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    share = {
        "plain": lambda: 0.5 + 0.2 * (y - 0.5),
        "clouds": lambda: 0.5 + 0.25 * _clouds(side, random, 4),
        "leaves": lambda: 0.5 + 0.5 * np.sign(_clouds(side, random, 16)),
        "stripes": lambda: 0.5 + 0.5 * np.sign(np.sin(40 * (x + 0.3 * y) + random.uniform(0, 6))),
        "bricks": lambda: _bricks(x, y),
        "lights": lambda: _lights(x, y, random),
    }[kind]()
    share = cv2.GaussianBlur(np.clip(share, 0, 1).astype(np.float32), (0, 0), side / 400)
    return np.asarray(first + (second - first) * share[..., None], np.float32)


def _bricks(x: Layer, y: Layer) -> Layer:
    row = np.floor(y * 14)
    across = (x * 8 + 0.5 * (row % 2)) % 1
    return ((across > 0.06) & ((y * 14) % 1 > 0.12)).astype(np.float32)


def _lights(x: Layer, y: Layer, random: np.random.Generator) -> Layer:
    total = np.zeros_like(x)
    for _ in range(40):
        away = np.hypot(x - random.random(), y - random.random())
        total += (away < random.uniform(0.02, 0.06)) * np.float32(random.uniform(0.2, 0.8))
    return total


def _as_camera(mixed: Layer, random: np.random.Generator) -> Pixels:
    noisy = mixed + random.normal(0, 1.5, mixed.shape).astype(np.float32)
    rounded = np.clip(noisy + 0.5, 0, 255).astype(np.uint8)
    coded = cv2.imencode(".jpg", rounded[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 94])[1]
    return np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1])
