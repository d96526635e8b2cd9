"""Skin tone and light: the template's skin is brought to the person, not the person to it.

Gains are applied to gamma-coded sRGB: a factor g in linear light is g^(1/2.2) there, near enough
for the factors that are allowed, and no conversion is needed.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import Mask, Pixels, Plane
from .raster import blur

Color = npt.NDArray[np.float32]
# Light is taken from the template only in its slow changes: sigma in eye distances.
LIGHT_SCALE = 0.55
# A cheek in full light is about twice as bright as the other: more is a misfit, not light.
LEAST_GAIN, MOST_GAIN = 0.72, 1.35
# Where highlights start to bend instead of clipping, on 0..1.
SHOULDER = 0.80


def median_color(pixels: Pixels, mask: Mask) -> Color:
    """Median sRGB (3,), 0..255, of the pixels whose mask is over a half."""
    chosen = pixels[mask > 0.5]
    return np.asarray(np.median(chosen, axis=0), np.float32)


def recolor_skin(picture: Pixels, skin: Mask, own: Color, wanted: Color) -> Pixels:
    """The picture with its skin of median colour `own` brought to `wanted`; the rest unchanged.

    One curve for each channel, so shading, pores and highlights stay.
    """
    rows, columns = _extent(skin)
    result = picture.copy()
    part = picture[rows, columns]
    curves = np.stack([_tone_curve(*pair) for pair in zip(own, wanted, strict=True)], axis=-1)
    painted = np.asarray(cv2.LUT(part, curves[None]), np.uint8)
    result[rows, columns] = _mix(part, painted, skin[rows, columns])
    return result


def _mix(below: Pixels, above: Pixels, alpha: Mask) -> Pixels:
    weight = alpha[..., None]
    blended = below + (above.astype(np.float32) - below) * weight
    return np.asarray(blended + np.float32(0.5), np.uint8)


def _extent(mask: Mask) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return slice(0, 0), slice(0, 0)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _tone_curve(own: float, wanted: float) -> Pixels:
    """uint8 (256,): multiplies so that `own` becomes `wanted`, with a soft shoulder.

    Darkening keeps a part of the highlights: gloss is light from the lamp, not from the skin.
    """
    levels = np.arange(256, dtype=np.float32) / 255
    gain = max(wanted, 4.0) / max(own, 4.0)
    curve = levels * gain
    if gain > 1:
        curve = _bend(curve, max(SHOULDER, wanted / 255 + 0.02))
    else:
        gloss = np.clip((levels * 255 - own) / max(255 - own, 1.0), 0, 1) ** 2
        curve = curve + (levels - curve) * gloss * 0.5
    return np.asarray(np.clip(curve * 255 + 0.5, 0, 255), np.uint8)


def _bend(curve: Color, shoulder: float) -> Color:
    room = max(1 - shoulder, 1e-3)
    over = np.maximum(curve - shoulder, 0)
    return np.where(curve > shoulder, shoulder + room * (1 - np.exp(-over / room)), curve).astype(
        np.float32
    )


def light_gain(
    face: Pixels, template: Pixels, face_skin: Mask, template_skin: Mask, unit: float, share: float
) -> Plane:
    """Gains (H, W, 3) that give the face the template's slow changes of light.

    Both are looked at on skin only (normalised convolution), so hair, brows and lips cast none.
    The median gain is 1: light moves over the face, the skin tone stays. `share` 0..1.
    """
    sigma = unit * LIGHT_SCALE
    seen = np.minimum(face_skin, template_skin)
    ratio = _slow(template, template_skin, sigma) / _slow(face, face_skin, sigma)
    inside = seen > 0.5
    if not inside.any():
        return np.ones_like(ratio)
    ratio /= np.median(ratio[inside], axis=0)
    return np.asarray(np.clip(ratio**share, LEAST_GAIN, MOST_GAIN), np.float32)


def _slow(pixels: Pixels, skin: Mask, sigma: float) -> Plane:
    """Blur over skin pixels alone; where there are none nearby, the mean of all skin."""
    weight = skin[..., None]
    mean = (pixels * weight).sum(axis=(0, 1)) / max(float(skin.sum()), 1.0)
    faint = np.float32(0.02)
    summed = blur(np.asarray(pixels * weight, np.float32), sigma) + faint * mean
    return np.asarray(summed / (blur(skin, sigma)[..., None] + faint) + 1, np.float32)
