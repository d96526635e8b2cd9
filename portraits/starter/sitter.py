"""People to show looks and studios on: painted, so that nobody real is an example."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

import numpy as np

from portraits.engine.errors import BadOption, BadPack
from portraits.engine.geometry import bounding_box
from portraits.engine.options import extra_options, parse_options
from portraits.engine.pipeline import painter_of
from portraits.engine.template_pack import TemplatePack
from portraits.starter import hair, mannequin
from portraits.starter.canvas import Canvas, Colours, Pixels
from portraits.starter.develop import Film
from portraits.starter.garments import folds, shoulders
from portraits.starter.lighting import Rig
from portraits.starter.painting import Painting, Setting, paint
from portraits.starter.relief import curve, tube
from portraits.starter.stage import Stage, Surface
from portraits.starter.texture import flat, mix, noise, ramp, srgb, weave

SITTERS = 2
_NECKLINE = [
    (-1.08, 2.1), (-0.92, 2.42), (-0.52, 2.8), (0.0, 2.95), (0.52, 2.8), (0.92, 2.42), (1.08, 2.1),
]  # fmt: skip


@lru_cache(maxsize=SITTERS)
def paint_sitter(number: int) -> Painting:
    """One of the sitters, before a plain wall."""
    canvas = Canvas(720, 960, unit=118.5, eyes_x=360, eyes_y=416)
    stage = Stage(canvas)
    skin = mannequin.SKIN if number == 0 else mannequin.DEEP_SKIN
    if number == 0:
        hair.let_fall_behind(stage, hair.AUBURN, length=2.4)
    mannequin.place(stage, skin=skin)
    _dress(stage, "dfd8cc" if number == 0 else "2f4858")
    if number == 0:
        hair.let_fall(stage, hair.AUBURN, hair.Fall())
    else:
        hair.curl(stage, hair.BLACK)
    rig = Rig(key=(2.6, 2.5, 2.35), sky=(0.56, 0.57, 0.6))
    return paint(stage, Setting(_wall(canvas), rig, Film(vignette=0.15, grain=0.006)))


def _dress(stage: Stage, colour: str) -> None:
    canvas = stage.canvas
    half = [(-0.95, 2.2), (-1.3, 2.5), (-2.2, 2.85), (-2.85, 3.4), (-3.05, 4.6), (-3.1, 6.8)]
    cloth = shoulders(canvas, half, neckline=curve(_NECKLINE))
    bump = folds(canvas, 12, 0.1, pitch=0.9) + 0.001 * weave(canvas, 0.03)
    stage.place(cloth, Surface(srgb(colour), sheen=0.2), bump=bump)
    edge = curve(_NECKLINE)[20:-20]
    depth = np.interp(edge[:, 1], [2.1, 2.5, 2.95], [-0.5, 0.1, 0.5])
    stage.place(tube(canvas, np.c_[edge, depth], 0.06), Surface(srgb(colour), sheen=0.2))


def _wall(canvas: Canvas) -> Colours:
    x, y = canvas.grid()
    light = ramp(-np.hypot(x - 0.6, y + 0.4) + 0.3 * noise(canvas, 2.5, 3), -5.0, 0.5)
    return mix(flat(canvas, "6f675f"), srgb("c9bcab"), light)


def portrait_with(pack: TemplatePack) -> Pixels:
    """A sitter's portrait with a look or studio, (H, W, 3). Raises: BadPack."""
    sitter = paint_sitter(crc32(pack.slug.encode()) % SITTERS)
    box = bounding_box(sitter.landmarks)
    try:
        options = parse_options(pack.kind, pack.recipe.get("defaults"), extra_options(pack.recipe))
    except BadOption as bad:
        raise BadPack(str(bad)) from bad
    return painter_of(pack.kind)(sitter.picture, sitter.landmarks, box, pack, options)
