"""Skin tone and light: the template's skin is brought to the person, not the person to it.

Gains are applied to gamma-coded sRGB: a factor g in linear light is g^(1/2.2) there, near enough
for the factors that are allowed, and no conversion is needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import Mask, Pixels, Plane
from .raster import blur, from_lab, grow, mix, to_lab

Color = npt.NDArray[np.float32]
# Light is taken from the template only in its slow changes: sigma in eye distances.
LIGHT_SCALE = 0.55
# Along the face's edge: sigma and width of the rim, and how much of it is the closer match.
EDGE_SCALE, EDGE_WIDTH, EDGE_SHARE = 0.1, 0.16, 0.4
# A cheek in full light is about twice as bright as the other: more is a misfit, not light.
LEAST_GAIN, MOST_GAIN = 0.62, 1.5
# Percentiles of a skin tone, and which of them is the middle.
TONE_STEPS = (8, 29, 50, 71, 92)
MIDDLE = 2
# How far the gain for shade or light may lie from that for the middle.
LEAST_SHADE = 0.78
# Share of the face's brightness that a neck should have, and how far it may be lifted to it.
NECK_SHADE, MOST_NECK_LIFT = 0.94, 1.12
# Radians of hue, and degrees of the typology angle, that a template's light may turn a skin.
MOST_TURN, MOST_TONE_SHIFT = 0.35, 2.0
# Where highlights start to bend instead of clipping, on 0..1.
SHOULDER = 0.80


def median_color(pixels: Pixels, mask: Mask) -> Color:
    """Median sRGB (3,), 0..255, of the pixels whose mask is over a half."""
    chosen = pixels[mask > 0.5]
    return np.asarray(np.median(chosen, axis=0), np.float32)


def read_tone(pixels: Pixels, mask: Mask) -> Color:
    """Skin from shade to light: sRGB (5, 3), 0..255, at TONE_STEPS of the pixels under the mask.

    Highlights are grey and shadows warm on every skin, each in its own way: one median would
    carry a cheek's gloss into the shadow of a neck.
    """
    return np.asarray(np.percentile(pixels[mask > 0.5], TONE_STEPS, axis=0), np.float32)


def harmonize_tone(own: Color, template: Color, share: float) -> Color:
    """The tone `own` (5, 3) with its hue turned towards the template's, as the lamps there would.

    Lightness stays, and the typology angle moves by no more than MOST_TONE_SHIFT: nobody is made
    paler or darker. `share` 0..1 of the way.
    """
    lab, wanted = _to_lab(own[MIDDLE]), _to_lab(template[MIDDLE])
    chroma, hue = np.hypot(lab[1], lab[2]), np.arctan2(lab[2], lab[1])
    turn = np.clip(np.arctan2(wanted[2], wanted[1]) - hue, -MOST_TURN, MOST_TURN) * share
    for part in (1.0, 0.75, 0.5, 0.25):
        angle = hue + part * turn
        turned = np.array([lab[0], chroma * np.cos(angle), chroma * np.sin(angle)], np.float32)
        if abs(_typology(turned) - _typology(lab)) <= MOST_TONE_SHIFT:
            gain = from_lab(turned[None, None])[0, 0] / np.maximum(own[MIDDLE], 1)
            return np.asarray(np.minimum(own * gain, 255), np.float32)
    return own


def _to_lab(color: Color) -> Color:
    return np.asarray(to_lab(np.round(color).astype(np.uint8)[None, None])[0, 0], np.float32)


def _typology(lab: Color) -> float:
    """Individual typology angle in degrees (A. Chardon et al., 1991)."""
    return float(np.degrees(np.arctan2(lab[0] - 50, max(float(lab[2]), 0.1))))


def recolor_skin(picture: Pixels, skin: Mask, own: Color, wanted: Color) -> Pixels:
    """The picture with its skin of tone `own` (5, 3) brought to `wanted`; the rest unchanged.

    One curve for each channel, so shading, pores and highlights stay.
    """
    rows, columns = _extent(skin)
    result = picture.copy()
    part = picture[rows, columns]
    painted = np.asarray(cv2.LUT(part, tone_curves(own, wanted)), np.uint8)
    result[rows, columns] = mix(part, painted, skin[rows, columns])
    return result


def neck_tone(neck: Color, face: Color, wanted_face: Color) -> Color:
    """What a neck of tone `neck` (5, 3) becomes when its `face` becomes `wanted_face`.

    The face's gain, and where the neck lies in shadow a little more light, without any hue: a neck
    far darker than its face looks like somebody else's.
    """
    shade = float((neck[MIDDLE] / np.maximum(face[MIDDLE], 1)).mean())
    lift = np.clip(NECK_SHADE / max(shade, 0.01), 1, MOST_NECK_LIFT)
    gain = wanted_face[MIDDLE] / np.maximum(face[MIDDLE], 1) * lift
    return np.asarray(np.minimum(neck * gain, 255), np.float32)


def tone_curves(own: Color, wanted: Color) -> Pixels:
    """Three look-up curves (1, 256, 3) that take the tone `own` (5, 3) to `wanted`."""
    pairs = zip(own.T, wanted.T, strict=True)
    return np.stack([_tone_curve(*pair) for pair in pairs], axis=-1)[None]


def _extent(mask: Mask) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return slice(0, 0), slice(0, 0)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _tone_curve(own: Color, wanted: Color) -> Pixels:
    """uint8 (256,): multiplies so that `own` (5,) becomes `wanted`, with a soft shoulder.

    Darkening keeps a part of the highlights: gloss is light from the lamp, not from the skin.
    """
    levels = np.arange(256, dtype=np.float32)
    middle = max(float(wanted[MIDDLE]), 4.0) / max(float(own[MIDDLE]), 4.0)
    ratios = np.maximum(wanted, 4.0) / np.maximum(own, 4.0)
    gains = np.clip(ratios, middle * LEAST_SHADE, middle / LEAST_SHADE)
    steps = np.maximum.accumulate(own + np.arange(len(own)) * 1e-3)
    scaled = levels * np.interp(levels, steps, gains) / 255
    curve = np.maximum.accumulate(scaled).astype(np.float32)
    if middle > 1:
        curve = _bend(curve, max(SHOULDER, float(wanted[MIDDLE]) / 255 + 0.02))
    else:
        lit = float(own[MIDDLE])
        gloss = np.clip((levels - lit) / max(255 - lit, 1.0), 0, 1) ** 2
        curve = curve + (levels / 255 - curve) * gloss * 0.5
    return np.asarray(np.clip(curve * 255 + 0.5, 0, 255), np.uint8)


def _bend(curve: Color, shoulder: float) -> Color:
    room = max(1 - shoulder, 1e-3)
    over = np.maximum(curve - shoulder, 0)
    return np.where(curve > shoulder, shoulder + room * (1 - np.exp(-over / room)), curve).astype(
        np.float32
    )


@dataclass(frozen=True, slots=True)
class SkinView:
    """The face over the template at reduced size, and where each shows skin (H, W). `cheeks` is
    where the tone was read, `mask` where the face may show, `unit` the eye distance."""

    face: Pixels
    template: Pixels
    face_skin: Mask
    template_skin: Mask
    cheeks: Mask
    mask: Mask
    unit: float


@dataclass(frozen=True, slots=True)
class Light:
    """The template's light over the face's, (H, W, 3): slow changes, and closer ones that count
    where `near` the edge (H, W, 1)."""

    view: SkinView
    coarse: Plane
    fine: Plane
    near: Plane


def compare_light(view: SkinView) -> Light:
    """How the template is lit where the face will lie.

    Both are looked at on skin only (normalised convolution), so hair, brows and lips cast none.
    """
    width = view.unit * EDGE_WIDTH
    inner = blur(grow(view.mask, -width), width * 0.5)[..., None]
    near = np.asarray(np.float32(EDGE_SHARE) * (1 - inner), np.float32)
    coarse, fine = (_ratio(view, view.unit * scale) for scale in (LIGHT_SCALE, EDGE_SCALE))
    return Light(view, coarse, fine, near)


def light_gain(light: Light, share: float) -> Plane:
    """Gains (H, W, 3) that give the face the template's changes of light.

    Their median over the cheeks is 1: light moves over the face, the skin tone stays. `share`
    0..1; along the mask's edge, where a face turns away from the lamp, the match is closer.
    """
    near = light.near
    gain = light.coarse ** (share * (1 - near)) * light.fine ** (near * min(1.0, 2 * share))
    return np.asarray(
        np.clip(_over_cheeks(gain, light.view.cheeks), LEAST_GAIN, MOST_GAIN), np.float32
    )


def _ratio(view: SkinView, sigma: float) -> Plane:
    template = _slow(view.template, view.template_skin, sigma)
    return _over_cheeks(template / _slow(view.face, view.face_skin, sigma), view.cheeks)


def _over_cheeks(plane: Plane, cheeks: Mask) -> Plane:
    """The plane scaled so that its median over the cheeks is 1."""
    seen = cheeks > 0.5
    return np.asarray(plane / np.median(plane[seen], axis=0), np.float32) if seen.any() else plane


def _slow(pixels: Pixels, skin: Mask, sigma: float) -> Plane:
    """Blur over skin pixels alone; where there are none nearby, the mean of all skin."""
    weight = skin[..., None]
    mean = (pixels * weight).sum(axis=(0, 1)) / max(float(skin.sum()), 1.0)
    faint = np.float32(0.02)
    summed = blur(np.asarray(pixels * weight, np.float32), sigma) + faint * mean
    return np.asarray(summed / (blur(skin, sigma)[..., None] + faint) + 1, np.float32)
