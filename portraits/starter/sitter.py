"""Somebody to show looks and studios on: a painted person, so that nobody real is an example."""

from __future__ import annotations

from functools import lru_cache

from portraits.engine.geometry import bounding_box
from portraits.engine.options import parse_options
from portraits.engine.pipeline import painter_of
from portraits.engine.template_pack import TemplatePack
from portraits.starter import mannequin
from portraits.starter.canvas import Canvas, Pixels
from portraits.starter.painting import Painting, Setting, paint
from portraits.starter.stage import Stage
from portraits.starter.texture import flat


@lru_cache(maxsize=1)
def paint_sitter() -> Painting:
    """The sitter before a plain wall."""
    canvas = Canvas()
    stage = Stage(canvas)
    mannequin.place(stage)
    return paint(stage, Setting(flat(canvas, "8c8a86")))


def portrait_with(pack: TemplatePack) -> Pixels:
    """The sitter's portrait with a look or studio, (H, W, 3). Raises: BadPack."""
    sitter = paint_sitter()
    box = bounding_box(sitter.landmarks)
    options = parse_options(pack.kind, pack.recipe.get("options"))
    return painter_of(pack.kind)(sitter.picture, sitter.landmarks, box, pack, options)
