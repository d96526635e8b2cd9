"""A stage, its backdrop and its light made into the layers of a scene pack."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from portraits.starter.canvas import AnyPlane, Canvas, Colours, Pixels, Plane, Points
from portraits.starter.develop import Film, bloomed, developed, printed
from portraits.starter.face_points import landmarks
from portraits.starter.lighting import Lit, Rig, light_stage
from portraits.starter.mannequin import face_cover
from portraits.starter.relief import soft
from portraits.starter.stage import Stage


@dataclass(frozen=True)
class Painting:
    """All layers of one scene; arrays as in a TemplatePack."""

    picture: Pixels
    landmarks: Points
    face_mask: Plane
    skin_mask: Plane
    foreground: Pixels


@dataclass
class Setting:
    """Everything around the figure: backdrop in linear light, lamps, film, veils of light."""

    backdrop: Colours
    rig: Rig = field(default_factory=Rig)
    film: Film = field(default_factory=Film)
    hairline: float = -0.8
    veil: Plane | None = None
    veil_colour: tuple[float, float, float] = (1.0, 1.0, 1.0)


def paint(stage: Stage, setting: Setting) -> Painting:
    """Light, compose and develop."""
    canvas, film = stage.canvas, setting.film
    lit = light_stage(stage, setting.rig)
    behind = _blend(setting.backdrop, lit.back, stage.back.cover)
    glow = _glow(behind, lit, stage)
    above = _layers(canvas, lit, stage, setting, glow)
    below = printed(developed(behind + glow * film.bloom, film), canvas, film)
    picture = _blend(below, above[..., :3], above[..., 3] / 255)
    return Painting(
        picture=np.asarray(picture + np.float32(0.5), np.uint8),
        landmarks=canvas.to_pixels(landmarks()),
        face_mask=face_cover(canvas, setting.hairline),
        skin_mask=np.asarray(np.minimum(stage.skin, stage.back.cover), np.float32),
        foreground=np.round(above).astype(np.uint8),
    )


def _glow(behind: Colours, lit: Lit, stage: Stage) -> Colours:
    everything = _blend(behind, lit.front, stage.front.cover)
    return bloomed(everything, stage.canvas, 1.0) - everything


def _layers(canvas: Canvas, lit: Lit, stage: Stage, setting: Setting, glow: Colours) -> Colours:
    """What is drawn over the face, RGBA 0..255: the front's shadow, the front, the veil."""
    front = printed(
        developed(lit.front + glow * setting.film.bloom, setting.film), canvas, setting.film
    )
    layer = np.dstack([np.broadcast_to(_SHADOW, front.shape), lit.shadow * 255])
    layer = _laid_over(layer, np.dstack([front, stage.front.cover * 255]))
    if setting.veil is not None:
        colour = developed(np.array(setting.veil_colour, np.float32), setting.film) * 255
        veil = np.dstack([np.broadcast_to(colour, front.shape), setting.veil * 255])
        layer = _laid_over(layer, veil)
    return layer


_SHADOW = np.array([22, 13, 11], np.float32)


def _laid_over(below: Colours, above: Colours) -> Colours:
    """Straight-alpha compositing of two RGBA layers, 0..255."""
    a, b = above[..., 3:] / np.float32(255), below[..., 3:] / np.float32(255)
    total = a + b * (1 - a)
    colour = (above[..., :3] * a + below[..., :3] * b * (1 - a)) / np.maximum(total, 1e-4)
    return np.concatenate([colour, total * 255], axis=-1).astype(np.float32)


def _blend(below: Colours | Pixels, above: Colours, cover: AnyPlane) -> Colours:
    return np.asarray(below + (above - below) * cover[..., None], np.float32)


def blurred(colours: Colours, sigma: float) -> Colours:
    """A backdrop out of focus; sigma in pixels."""
    return np.stack([soft(colours[..., i], sigma) for i in range(3)], axis=-1)


__all__ = ["Canvas", "Painting", "Setting", "blurred", "paint"]
