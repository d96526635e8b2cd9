"""A shaded head and neck, made to be replaced by a person's face.

Every height comes from the 68 points it is built around, so landmarks, face mask and skin mask are
known and not found.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.eyes import opening, place_eyes
from portraits.starter.face_points import jaw_line, landmarks
from portraits.starter.lighting import Colour
from portraits.starter.relief import (
    Relief,
    along,
    curve,
    cushion,
    ellipsoid,
    fill,
    hill,
    mirrored,
    soft,
    union,
)
from portraits.starter.stage import Stage, Surface
from portraits.starter.strands import draw_strands
from portraits.starter.texture import mix, noise, ramp, srgb

# A middle skin: light and dark people's recolouring both have room in it.
SKIN = srgb("c08e72")
# As far from it as people differ: for sitters only.
DEEP_SKIN = srgb("6b4330")
HAIR = srgb("2e211a")
_TOP_OF_SKULL = -1.86


def outline() -> list[tuple[float, float]]:
    """The head without hair or ears, from the jaw line up over the skull."""
    left = [(-1.16, -0.32), (-1.19, -0.75), (-1.1, -1.22), (-0.82, -1.58), (-0.42, -1.8)]
    crown = curve([(-1.124, 0.045), *left, (0.0, _TOP_OF_SKULL)])
    right = crown[::-1] * np.array([-1, 1], np.float32)
    jaw = jaw_line()[::-1]
    return [(float(x), float(y)) for x, y in np.concatenate([crown, right, jaw])]


def skull(canvas: Canvas) -> Relief:
    """The head's mass without features: width from the outline, depth from a profile line."""
    x, y = canvas.grid()
    cover = fill(canvas, outline())
    edge = np.array(outline(), np.float32)
    left = edge[edge[:, 0] <= 0]
    rows = left[np.argsort(left[:, 1])]
    half = np.interp(y[:, 0], rows[:, 1], -rows[:, 0]).astype(np.float32)[:, None]
    profile_y = [-1.95, -1.8, -1.4, -0.9, -0.4, 0.0, 0.4, 0.9, 1.3, 1.6, 1.78, 1.872]
    profile_z = [-0.1, 0.45, 0.95, 1.2, 1.27, 1.22, 1.22, 1.25, 1.22, 1.16, 0.98, 0.55]
    front = np.interp(y[:, 0], profile_y, profile_z).astype(np.float32)[:, None]
    share = np.clip(np.abs(x) / np.maximum(half, 1e-3), 0, 1)
    # The cheeks stay broad towards the front and turn away fast near the ears.
    round_off = np.sqrt(np.clip(1 - share**2.3, 0, 1))
    height = front - 0.85 * (1 - round_off)
    return Relief(soft(height.astype(np.float32), 0.05 * canvas.unit), cover)


def features(canvas: Canvas) -> Plane:
    """Brows, sockets, nose, lips and chin as heights to add to the skull."""
    total = canvas.blank()
    for side in (-1, 1):
        for (cx, cy), radii, amount, lean in _SIDE_HILLS:
            total += hill(canvas, (side * cx, cy), radii, side * lean) * np.float32(amount)
    for centre, radii, amount in _MIDDLE_HILLS:
        total += hill(canvas, centre, radii) * np.float32(amount)
    return total + _eyelids(canvas) + _mouth(canvas) + _nose(canvas)


_SIDE_HILLS = (
    ((0.55, -0.3), (0.3, 0.1), 0.09, 0.1),  # brow ridge
    ((0.3, 0.0), (0.14, 0.15), -0.17, 0.0),  # inner corner of the socket
    ((0.52, 0.1), (0.34, 0.2), -0.09, 0.0),  # socket
    ((0.78, 0.5), (0.26, 0.2), 0.09, -0.5),  # cheekbone
    ((0.45, 0.75), (0.16, 0.22), 0.02, 0.3),
    ((0.55, 1.05), (0.14, 0.18), -0.02, 0.0),  # corner of the mouth
    ((0.9, 1.0), (0.16, 0.4), -0.05, 0.2),  # hollow of the cheek
)
_MIDDLE_HILLS = (
    ((0.0, 1.4), (0.26, 0.06), -0.06),  # under the lower lip
    ((0.0, 1.64), (0.28, 0.16), 0.08),  # chin
    ((0.0, 0.95), (0.34, 0.26), 0.06),  # dental arch
)


def _nose(canvas: Canvas) -> Plane:
    x, y = canvas.grid()
    climb = np.interp(y, [-0.35, -0.05, 0.3, 0.58, 0.72, 0.8], [0, 0.1, 0.27, 0.42, 0.3, 0.0])
    width = np.interp(y, [-0.3, 0.0, 0.4, 0.62, 0.75], [0.14, 0.115, 0.14, 0.19, 0.2])
    ridge = climb * np.exp(-0.5 * (np.abs(x) / width) ** 2.2)
    nose = soft(ridge.astype(np.float32), 0.025 * canvas.unit)
    nose += 0.07 * hill(canvas, (0, 0.6), (0.11, 0.09))
    for side in (-1, 1):
        nose += 0.13 * hill(canvas, (side * 0.185, 0.66), (0.07, 0.085))
        nose -= 0.1 * hill(canvas, (side * 0.11, 0.745), (0.055, 0.022), side * -0.25)
        nose -= 0.03 * hill(canvas, (side * 0.29, 0.68), (0.03, 0.09), side * -0.4)
    return nose


def _eyelids(canvas: Canvas) -> Plane:
    """Lids over the ball of each eye, their edges and the crease above."""
    total = canvas.blank()
    for side in (-1, 1):
        ball = ellipsoid(canvas, (side * 0.5, 0.0, 0.0), (0.25, 0.165, 0.14))
        total += soft(ball.height * ball.cover, 0.024 * canvas.unit)
        crease = curve(
            [
                (side * 0.29, -0.03),
                (side * 0.42, -0.12),
                (side * 0.57, -0.125),
                (side * 0.72, -0.03),
            ]
        )
        total -= 0.022 * along(canvas, crease, 0.018)
    return total - 0.03 * opening(canvas)


def _mouth(canvas: Canvas) -> Plane:
    points = landmarks()
    lips = fill(canvas, points[48:60])
    body = soft(lips, 0.03 * canvas.unit)
    upper = 0.06 * hill(canvas, (0, 1.055), (0.16, 0.035))
    lower = 0.1 * hill(canvas, (0, 1.17), (0.17, 0.05))
    x, _y = canvas.grid()
    seam = along(canvas, curve(points[[48, 60, 61, 62, 63, 64, 54]]), 0.014)
    seam *= ramp(0.44 - np.abs(x), 0.0, 0.14)
    philtrum = 0.015 * hill(canvas, (0, 0.92), (0.03, 0.08))
    return np.asarray(0.035 * body + upper + lower - 0.03 * seam - philtrum, np.float32)


def complexion(canvas: Canvas, skin: Colour = SKIN) -> Colours:
    """Albedo of the head: warmer cheeks, lips, brows and lashes on an even skin."""
    base = np.broadcast_to(np.array(skin, np.float32), (*canvas.shape, 3)).copy()
    mottle = noise(canvas, 0.35, 11, octaves=5)
    base *= (1 + 0.035 * mottle)[..., None]
    flush = canvas.blank()
    for x, y, r, amount in (
        (-0.72, 0.62, 0.26, 0.5),
        (0.72, 0.62, 0.26, 0.5),
        (0, 0.62, 0.15, 0.5),
    ):
        flush += hill(canvas, (x, y), (r, r * 0.8)) * np.float32(amount)
    ruddy = (skin[0] * 0.88, skin[1] * 0.64, skin[2] * 0.66)
    base = mix(base, ruddy, 0.5 * np.clip(flush, 0, 1))
    points = landmarks()
    lips = soft(fill(canvas, points[48:60]), 0.012 * canvas.unit)
    across = np.abs(canvas.grid()[0])
    lip = (min(1.0, skin[0] * 0.72), skin[1] * 0.36, skin[2] * 0.45)
    base = mix(base, lip, 0.9 * lips * ramp(0.47 - across, 0.0, 0.16))
    seam = along(canvas, curve(points[[48, 60, 61, 62, 63, 64, 54]]), 0.011)
    base = mix(base, srgb("5b2a26"), 0.8 * seam * ramp(0.46 - across, 0.0, 0.12))
    return mix(base, HAIR, _brows(canvas))


def _brows(canvas: Canvas) -> Plane:
    """Short hairs along each brow: upright at the nose, lying down towards the temple."""
    points = landmarks()
    rng = np.random.default_rng(43)
    paths = []
    for row, side in ((points[21:16:-1], -1), (points[22:27], 1)):
        spine = curve(row)
        share = rng.beta(1.1, 1.3, 260)
        width = 0.085 * (1 - share) ** 0.45 * np.clip(share * 9 + 0.35, 0, 1)
        at = spine[(share * (len(spine) - 1)).astype(int)]
        root = at + np.stack([0 * share, 0.02 + width * rng.uniform(0, 1, len(share))], 1)
        turn = np.interp(share, [0, 0.25, 1], [1.35, 0.6, -0.25]) + rng.normal(0, 0.12, len(share))
        length = 0.11 * rng.uniform(0.6, 1.05, len(share))
        along_brow = np.stack([side * np.cos(turn), -np.sin(turn)], 1) * length[:, None]
        paths.append(np.stack([root, root + 0.5 * along_brow, root + along_brow], 1))
    hairs = draw_strands(canvas, np.concatenate(paths).astype(np.float32), width=0.006, seed=44)
    shade = soft(hairs.cover, 0.03 * canvas.unit)
    return np.asarray(np.clip(0.5 * soft(hairs.cover, 0.6) + 0.3 * shade, 0, 0.75), np.float32)


def ears(canvas: Canvas) -> Relief:
    """Both ears, seen from the front."""
    half = [
        (-1.06, 0.0),
        (-1.12, -0.14),
        (-1.23, -0.17),
        (-1.3, -0.06),
        (-1.29, 0.2),
        (-1.22, 0.48),
        (-1.15, 0.68),
        (-1.06, 0.68),
    ]
    left = cushion(canvas, curve(half), base=-0.55, depth=0.2, bulge=0.1)
    flipped = [(-x, y) for x, y in half]
    right = cushion(canvas, curve(flipped), base=-0.55, depth=0.2, bulge=0.1)
    both = union(left, right)
    dent = canvas.blank()
    for side in (-1, 1):
        dent += hill(canvas, (side * 1.17, 0.2), (0.04, 0.22), side * -0.12)
        dent -= 0.6 * hill(canvas, (side * 1.255, 0.1), (0.02, 0.2), side * -0.06)
    return both.raised(-0.12 * dent)


def neck(canvas: Canvas) -> Relief:
    """Neck, slope of the shoulders and the hollow between the collar bones."""
    x, y = canvas.grid()
    half = [
        (-0.93, 0.7),
        (-0.92, 1.3),
        (-0.9, 1.85),
        (-0.97, 2.25),
        (-1.3, 2.6),
        (-2.1, 2.95),
        (-2.7, 3.4),
        (-2.9, 4.4),
        (-2.9, 6.8),
    ]
    edge = curve([*half])
    right = edge[::-1] * np.array([-1, 1], np.float32)
    cover = fill(canvas, np.concatenate([edge, right]))
    wide = np.interp(y[:, 0], edge[:, 1], -edge[:, 0]).astype(np.float32)[:, None]
    share = np.clip(np.abs(x) / wide, 0, 1)
    front = np.interp(y[:, 0], [0.7, 1.6, 2.4, 3.0, 4.0], [0.2, 0.28, 0.3, 0.55, 0.9])
    height = -0.75 + (front[:, None] + 0.75) * np.sqrt(np.clip(1 - share**2.4, 0, 1))
    body = soft(height.astype(np.float32), 0.06 * canvas.unit) + _cords(canvas)
    return Relief(body.astype(np.float32), cover)


def _cords(canvas: Canvas) -> Plane:
    total: Plane = 0.05 * hill(canvas, (0, 2.05), (0.1, 0.16))
    total -= 0.16 * hill(canvas, (0, 2.78), (0.14, 0.12))
    for side in (-1, 1):
        cord = curve([(side * 0.82, 1.5), (side * 0.5, 2.2), (side * 0.14, 2.72)])
        total += 0.09 * along(canvas, cord, 0.1)
        bone = curve([(side * 0.16, 2.8), (side * 0.8, 2.85), (side * 1.7, 2.7)])
        total += 0.08 * along(canvas, bone, 0.08)
    return np.asarray(total, np.float32)


def place(stage: Stage, *, with_ears: bool = True, skin: Colour = SKIN) -> None:
    """Neck, ears, head and eyes onto a stage; clothes go over them with their own heights."""
    for relief, surface, pores in _parts(stage.canvas, with_ears, skin):
        stage.place_skin(relief, surface, bump=pores)
    place_eyes(stage)


@lru_cache(maxsize=4)
def _parts(canvas: Canvas, with_ears: bool, skin: Colour) -> list[tuple[Relief, Surface, Plane]]:
    """The same in every scene, and a third of the work."""
    pores = 0.0009 * noise(canvas, 0.03, 17, octaves=2)
    surface = Surface(complexion(canvas, skin), gloss=0.1, shine=14, scatter=0.9)
    head = skull(canvas)
    edge = soft(head.cover, 0.012 * canvas.unit)
    face = Relief(head.height + features(canvas), edge)
    parts = [neck(canvas), *([ears(canvas)] if with_ears else []), face]
    return [(part, surface, pores) for part in parts]


def face_cover(canvas: Canvas, hairline: float) -> Plane:
    """The part a person's face may fill: jaw line to `hairline` (y in head units, negative)."""
    top = [(-1.13, -0.25), (-1.06, 0.6 * hairline - 0.1), (-0.8, 0.94 * hairline), (-0.4, hairline)]
    forehead = curve(mirrored([(-1.124, 0.045), *top, (0.0, 1.02 * hairline)]))
    jaw = jaw_line()[::-1]
    return fill(canvas, np.concatenate([forehead, jaw]))


__all__ = ["SKIN", "complexion", "ears", "face_cover", "neck", "outline", "place", "skull"]
