"""A shaded head and neck, made to be replaced by a person's face.

Every height comes from the 68 points it is built around, so landmarks, face mask and skin mask are
known and not found.
"""

from __future__ import annotations

import numpy as np

from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.face_points import jaw_line, landmarks
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
from portraits.starter.texture import mix, noise, srgb

# A middle skin: light and dark people's recolouring both have room in it.
SKIN = srgb("c08e72")
LIPS = srgb("a85f55")
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
    """Eyes closed as if asleep: a ball under the lid and the lash line along its foot."""
    total = canvas.blank()
    points = landmarks()
    for side, first in ((-1, 36), (1, 42)):
        ball = ellipsoid(canvas, (side * 0.5, 0.02, 0.0), (0.235, 0.17, 0.15))
        total += soft(ball.height * ball.cover, 0.022 * canvas.unit)
        corners = points[
            [first, first + 5, first + 4, first + 3]
            if side < 0
            else [first + 3, first + 4, first + 5, first]
        ]
        total -= 0.02 * along(canvas, curve(corners), 0.012)
        crease = curve(
            [(side * 0.27, -0.02), (side * 0.42, -0.13), (side * 0.58, -0.13), (side * 0.71, -0.02)]
        )
        total -= 0.018 * along(canvas, crease, 0.02)
    return total


def _mouth(canvas: Canvas) -> Plane:
    points = landmarks()
    lips = fill(canvas, points[48:60])
    body = soft(lips, 0.03 * canvas.unit)
    upper = 0.05 * hill(canvas, (0, 1.06), (0.17, 0.035))
    lower = 0.07 * hill(canvas, (0, 1.175), (0.19, 0.045))
    seam = along(canvas, curve(points[[48, 60, 61, 62, 63, 64, 54]]), 0.014)
    philtrum = 0.015 * hill(canvas, (0, 0.92), (0.03, 0.08))
    return np.asarray(0.035 * body + upper + lower - 0.045 * seam - philtrum, np.float32)


def complexion(canvas: Canvas) -> Colours:
    """Albedo of the head: warmer cheeks, lips, brows and lashes on an even skin."""
    base = np.broadcast_to(np.array(SKIN, np.float32), (*canvas.shape, 3)).copy()
    mottle = noise(canvas, 0.35, 11, octaves=5)
    base *= (1 + 0.035 * mottle)[..., None]
    flush = canvas.blank()
    for x, y, r, amount in (
        (-0.72, 0.62, 0.26, 0.5),
        (0.72, 0.62, 0.26, 0.5),
        (0, 0.62, 0.15, 0.5),
    ):
        flush += hill(canvas, (x, y), (r, r * 0.8)) * np.float32(amount)
    base = mix(base, srgb("b4735d"), 0.5 * np.clip(flush, 0, 1))
    points = landmarks()
    lips = soft(fill(canvas, points[48:60]), 0.012 * canvas.unit)
    base = mix(base, LIPS, 0.75 * lips)
    return mix(base, HAIR, np.clip(_brows(canvas) + _lashes(canvas), 0, 1))


def _brows(canvas: Canvas) -> Plane:
    total = canvas.blank()
    points = landmarks()
    for row in (points[17:22], points[22:27]):
        spine = curve(row)
        below = spine[::-1] + np.array([0, 0.085], np.float32)
        total += soft(fill(canvas, np.concatenate([spine, below])), 0.022 * canvas.unit)
    streaks = 0.72 + 0.28 * noise(canvas, 0.05, 3, octaves=2, stretch=(2.5, 1))
    return np.asarray(np.clip(total * streaks, 0, 0.8), np.float32)


def _lashes(canvas: Canvas) -> Plane:
    points = landmarks()
    total = canvas.blank()
    for row in (points[[36, 41, 40, 39]], points[[45, 46, 47, 42]]):
        total += along(canvas, curve(row), 0.014)
    return np.asarray(0.85 * np.clip(total, 0, 1), np.float32)


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
        (-2.9, 6.0),
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
    total = 0.05 * hill(canvas, (0, 2.05), (0.1, 0.16))
    total -= 0.16 * hill(canvas, (0, 2.78), (0.14, 0.12))
    for side in (-1, 1):
        cord = curve([(side * 0.82, 1.5), (side * 0.5, 2.2), (side * 0.14, 2.72)])
        total += 0.09 * along(canvas, cord, 0.1)
        bone = curve([(side * 0.16, 2.8), (side * 0.8, 2.85), (side * 1.7, 2.7)])
        total += 0.08 * along(canvas, bone, 0.08)
    return np.asarray(total, np.float32)


def place(stage: Stage, *, with_ears: bool = True) -> None:
    """Neck, ears and head onto a stage; clothes go between with their own heights afterwards."""
    canvas = stage.canvas
    pores = 0.0009 * noise(canvas, 0.03, 17, octaves=2)
    colour = complexion(canvas)
    skin = Surface(colour, gloss=0.1, shine=14, scatter=0.9)
    stage.place_skin(neck(canvas), skin, bump=pores)
    if with_ears:
        stage.place_skin(ears(canvas), skin, bump=pores)
    head = skull(canvas)
    edge = soft(head.cover, 0.012 * canvas.unit)
    stage.place_skin(Relief(head.height + features(canvas), edge), skin, bump=pores)


def face_cover(canvas: Canvas, hairline: float) -> Plane:
    """The part a person's face may fill: jaw line to `hairline` (y in head units, negative)."""
    top = [(-1.13, -0.25), (-1.06, 0.6 * hairline - 0.1), (-0.8, 0.94 * hairline), (-0.4, hairline)]
    forehead = curve(mirrored([(-1.124, 0.045), *top, (0.0, 1.02 * hairline)]))
    jaw = jaw_line()[::-1]
    return fill(canvas, np.concatenate([forehead, jaw]))


__all__ = ["SKIN", "complexion", "ears", "face_cover", "neck", "outline", "place", "skull"]
