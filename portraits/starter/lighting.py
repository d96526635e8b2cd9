"""Light on the stage: a key, a fill, rims from behind, the sky, shadows and reflections.

Everything is linear light. Shadows and ambient occlusion are read off the height field at a
quarter of its size, where they are as soft as a studio's.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from portraits.starter.canvas import Canvas, Colours, Plane
from portraits.starter.relief import FAR, soft
from portraits.starter.stage import Sheet, Stage, box_of
from portraits.starter.texture import ramp

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Rig:
    """Where the lamps stand; directions point from the picture to the lamp (x, y, z)."""

    key: Colour = (2.5, 2.4, 2.25)
    key_from: tuple[float, float, float] = (-0.42, -0.55, 0.72)
    fill: Colour = (0.42, 0.44, 0.5)
    fill_from: tuple[float, float, float] = (0.7, -0.1, 0.7)
    sky: Colour = (0.5, 0.52, 0.56)
    ground: Colour = (0.2, 0.18, 0.16)
    rim_left: Colour = (0.6, 0.62, 0.7)
    rim_right: Colour = (0.9, 0.85, 0.8)
    shadow: float = 0.75
    occlusion: float = 0.9


@dataclass(frozen=True)
class Shade:
    """How much key light and how much sky reaches each pixel, 0..1."""

    key: Plane
    sky: Plane


@dataclass(frozen=True)
class Lit:
    """Linear light of both sheets (H, W, 3), and the shadow the front casts on the back, 0..1."""

    back: Colours
    front: Colours
    shadow: Plane


def light_stage(stage: Stage, rig: Rig) -> Lit:
    """Light both sheets.

    The front's shadow is kept apart: it must fall on whoever's face is put between the two.
    """
    alone = shade_of(stage.canvas, stage.back.height, rig)
    together = shade_of(stage.canvas, stage.heights(), rig)
    left = 0.65 * _share(together.key, alone.key) + 0.35 * _share(together.sky, alone.sky)
    # Compositing happens in display values, which go with about the 2.2nd root of light.
    shadow = np.asarray(1 - left ** (1 / 2.2), np.float32) * stage.back.cover
    back = light_sheet(stage.back, rig, alone)
    return Lit(back, light_sheet(stage.front, rig, together), shadow)


def _share(part: Plane, whole: Plane) -> Plane:
    return np.clip(part / np.maximum(whole, 0.05), 0.08, 1).astype(np.float32)


def shade_of(canvas: Canvas, heights: Plane, rig: Rig) -> Shade:
    """Shadow of the key lamp and occlusion of the sky over a height field."""
    quarter = cv2.resize(heights, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    small: Plane = np.maximum(quarter, -6).astype(np.float32)
    unit = canvas.unit / 4
    key = 1 - np.float32(rig.shadow) * _cast(small, _unit(rig.key_from), unit)
    sky = 1 - np.float32(rig.occlusion) * _hollows(small, unit)
    size = (canvas.width, canvas.height)
    return Shade(*(_grown(plane, size) for plane in (key, sky)))


def _grown(plane: Plane, size: tuple[int, int]) -> Plane:
    big = cv2.resize(np.asarray(plane, np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.clip(big, 0, 1).astype(np.float32)


def _cast(height: Plane, towards: Colours, unit: float) -> Plane:
    """0..1, how much of the key lamp is hidden by higher ground on the way to it."""
    hidden = np.zeros_like(height)
    flat = float(np.hypot(towards[0], towards[1]))
    climb = float(towards[2]) / flat
    for step in np.geomspace(0.06, 1.6, 22):
        shift_x, shift_y = towards[0] / flat * step * unit, towards[1] / flat * step * unit
        move = np.array([[1, 0, -shift_x], [0, 1, -shift_y]], np.float32)
        size = (height.shape[1], height.shape[0])
        ahead = cv2.warpAffine(height, move, size, borderMode=cv2.BORDER_REPLICATE)
        above = ahead - height - np.float32(step * climb)
        hidden = np.maximum(hidden, np.clip(above / np.float32(0.08 + 0.35 * step), 0, 1))
    return soft(hidden.astype(np.float32), 0.05 * unit)


def _hollows(height: Plane, unit: float) -> Plane:
    """0..1, how deep a pixel lies under its neighbourhood, over four neighbourhood sizes."""
    near = height > FAR / 3.5
    weight = near.astype(np.float32)
    total = np.zeros_like(height)
    for radius, share in ((0.05, 0.2), (0.12, 0.3), (0.3, 0.3), (0.7, 0.25)):
        sigma = radius * unit
        # A far neighbour neither hides the sky nor counts as a height.
        mean = soft(height * weight, sigma) / np.maximum(soft(weight, sigma), 1e-3)
        depth = np.clip((mean - height) / np.float32(radius * 1.6), 0, 1)
        total += np.float32(share) * depth * soft(weight, sigma)
    # Steps of the small height field must not show as a row of dots along a slanting edge.
    return soft(np.clip(total * 1.25, 0, 1).astype(np.float32), 1.2)


def light_sheet(sheet: Sheet, rig: Rig, shade: Shade) -> Colours:
    """One sheet's colours under the lamps; nothing where nothing lies."""
    shown = np.zeros_like(sheet.colour)
    box = box_of(sheet.cover)
    if box is not None:
        planes = {name: plane[box] for name, plane in sheet.planes.items()}
        near = Shade(shade.key[box], shade.sky[box])
        shown[box] = _lit(sheet.normal[box], sheet.colour[box], planes, rig, near)
    return shown


def _lit(
    normal: Colours, colour: Colours, planes: dict[str, Plane], rig: Rig, shade: Shade
) -> Colours:
    diffuse = _diffuse(normal, planes["scatter"], rig, shade)
    shown = colour * diffuse * (1 - 0.9 * planes["metal"])[..., None]
    shown += _highlight(normal, planes, rig, shade)
    metal = box_of(planes["metal"])
    if metal is not None:
        mirrored = _mirror(normal[metal], rig, Shade(shade.key[metal], shade.sky[metal]))
        shown[metal] += colour[metal] * mirrored * planes["metal"][metal][..., None]
    shown += _rims(normal, colour, planes, rig, shade)
    shown += colour * planes["glow"][..., None]
    return np.asarray(shown, np.float32)


def _diffuse(normal: Colours, scatter: Plane, rig: Rig, shade: Shade) -> Colours:
    facing = normal @ _unit(rig.key_from)
    light = np.empty_like(normal)
    for channel, depth in enumerate((0.5, 0.28, 0.2)):
        # Red light travels furthest under skin, which is why shadows on it have a warm edge.
        wrap = np.float32(0.08) + scatter * np.float32(depth)
        key = np.clip((facing + wrap) / (1 + wrap), 0, 1) * shade.key ** (
            1 - 0.35 * scatter * depth
        )
        fill = np.clip((normal @ _unit(rig.fill_from) + 0.3) / 1.3, 0, 1) * shade.sky
        up = 0.5 - 0.5 * normal[..., 1]
        sky = (rig.sky[channel] * up + rig.ground[channel] * (1 - up)) * shade.sky
        light[..., channel] = key * rig.key[channel] + fill * rig.fill[channel] + sky
    return light / np.float32(np.pi) * np.float32(1.9)


def _highlight(normal: Colours, planes: dict[str, Plane], rig: Rig, shade: Shade) -> Colours:
    half = _unit((rig.key_from[0], rig.key_from[1], rig.key_from[2] + 1))
    facing = np.clip(normal @ half, 1e-3, 1)
    spot = facing ** np.maximum(planes["shine"], 1) * planes["gloss"] * shade.key
    return np.asarray(spot[..., None] * np.array(rig.key, np.float32) * 0.55, np.float32)


def _mirror(normal: Colours, rig: Rig, shade: Shade) -> Colours:
    """What polished metal shows: dark floor, bright sky, two tall soft boxes and a dark horizon."""
    reflected_x = 2 * normal[..., 2] * normal[..., 0]
    reflected_y = 2 * normal[..., 2] * normal[..., 1]
    upper = ramp(-reflected_y, -0.15, 0.75)
    band = np.exp(-(((reflected_y - 0.12) / 0.16) ** 2))
    left = np.exp(-(((reflected_x + 0.62) / 0.2) ** 2)) * ramp(-reflected_y, -0.5, 0.1)
    right = np.exp(-(((reflected_x - 0.72) / 0.12) ** 2)) * ramp(-reflected_y, -0.4, 0.2)
    key, sky, rim = (np.array(c, np.float32) for c in (rig.key, rig.sky, rig.rim_right))
    seen = (0.12 + 0.9 * upper)[..., None] * sky + left[..., None] * key * 0.95
    seen = seen + right[..., None] * rim * 0.8 + np.array(rig.ground, np.float32) * 0.35
    dimmed = (1 - 0.75 * band) * (0.35 + 0.65 * shade.sky) * (0.45 + 0.55 * shade.key)
    return np.asarray(seen * dimmed[..., None] * 1.25, np.float32)


def _rims(
    normal: Colours, colour: Colours, planes: dict[str, Plane], rig: Rig, shade: Shade
) -> Colours:
    edge = np.clip(1 - normal[..., 2], 0, 1)
    own = 0.35 * colour + 0.03
    total = np.zeros_like(colour)
    for side, lamp in ((-1, rig.rim_left), (1, rig.rim_right)):
        facing = np.clip(side * normal[..., 0] * 0.9 - normal[..., 1] * 0.35, 0, 1)
        thin = edge**2.2 * facing * shade.sky
        total += thin[..., None] * np.array(lamp, np.float32) * own * 2.2
    velvet = edge**1.6 * planes["sheen"] * shade.sky
    bloom = velvet[..., None] * (colour * 1.6 + 0.02) * np.array(rig.sky, np.float32) * 2.4
    return np.asarray(total + bloom, np.float32)


def _unit(vector: tuple[float, float, float]) -> Colours:
    array = np.array(vector, np.float32)
    return np.asarray(array / np.linalg.norm(array), np.float32)
