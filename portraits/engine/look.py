"""Looks: an ordered list of steps over the person's own photo.

A recipe is data that the camera page reads too:

    {"steps": [{"step": NAME, ...}, ...], "options": ["lips", ...]}

Places are never pixels. A point of a makeup part is `[landmark]` or `[a, b, share]`, between two of
the 68 landmarks (`makeup_shapes.SHAPES` has the outlines). A point of a prop is `[x, y]` or
`[x, y, z]` in face units: eye distances to the right, down, and towards the camera, from the middle
between the eyes or from the step's `anchor` {"points": [landmarks], "offset": [x, y]}. Colours are
sRGB 0-255, amounts 0-100, curves [[in, out], ...] in 0..1.

| step | keys |
|---|---|
| retouch | amount, keep_pores, tone |
| light | from [x, y, z], amount, ambient 0..1, shadow 0..1, background -100..100, colour |
| light, kind "rim" | from [x, y], amount, width, colour |
| makeup | lips, blush, brows, lashes, shadow: each {amount, colour}, lips also gloss |
| prop | shapes, symbols, anchor, depth, fit "head" or "hair", inside, shadow |
| style | kind (`styles.STYLES`), ground, and the style's own keys |
| grade | exposure, mono, matrix, saturation, curves, shadows and highlights {colour, amount} |
| vignette | amount, reach |
| grain | amount, size, seed, colour |

A shape of a prop is an `outline` or a `line` (with `width`), `smooth` when a curve goes through its
points, or hairs from `roots` to `tips`, or `{"use": symbol, "at", "turn", "scale", "tint"}`;
`mirror` draws it on both sides; `where` is "front", "skin" (hair covers it) or "behind". Materials
are listed in `prop_shapes`. Steps that look at skin come before grades, which change its colour.
`options` names the makeup amounts that people may set; what the step says is where they start.
`portraits/starter/looks/` holds the shipped recipes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from .errors import BadPack
from .filters import grade, grain, mix, vignette
from .frame import frame_of
from .geometry import BoundingBox, Landmarks, Mask, Pixels
from .light import relight, rim
from .makeup import makeup
from .options import LOOK_AMOUNTS
from .props import wear
from .retouch import retouch
from .segment import segment_person
from .skin import SkinColour, skin_colour
from .styles import STYLES, stylise
from .template_pack import TemplatePack

Step = dict[str, Any]


@dataclass
class Sitter:
    """The person in the photo: what every step may look at. The mask is made when first used."""

    photo: Pixels
    landmarks: Landmarks
    box: BoundingBox
    known_mask: Mask | None = field(default=None)

    @cached_property
    def person(self) -> Mask:
        """Soft mask (H, W) of the person."""
        return segment_person(self.photo, self.box) if self.known_mask is None else self.known_mask

    @cached_property
    def skin(self) -> SkinColour:
        """The colour of the person's face in the photo."""
        return skin_colour(self.photo, self.landmarks)


def _light(pixels: Pixels, sitter: Sitter, step: Step) -> Pixels:
    if step.get("kind") == "rim":
        return rim(pixels, sitter.person, step)
    return relight(
        pixels, sitter.landmarks, sitter.person if step.get("background") else None, step
    )


def _vignette(pixels: Pixels, sitter: Sitter, step: Step) -> Pixels:
    return vignette(pixels, frame_of(sitter.landmarks).to_pixels([(0, 0.4)])[0], step)


def _style(pixels: Pixels, sitter: Sitter, step: Step) -> Pixels:
    if step.get("kind") not in STYLES:
        raise BadPack(f"unknown style in a look: {str(step.get('kind'))[:40]}")
    return stylise(pixels, frame_of(sitter.landmarks).unit, lambda: sitter.person, step)


def _prop(pixels: Pixels, sitter: Sitter, step: Step) -> Pixels:
    return wear(pixels, sitter.landmarks, sitter.skin, lambda: sitter.person, step)


STEPS: dict[str, Callable[[Pixels, Sitter, Step], Pixels]] = {
    "retouch": lambda pixels, sitter, step: retouch(pixels, sitter.landmarks, sitter.skin, step),
    "light": _light,
    "makeup": lambda pixels, sitter, step: makeup(pixels, sitter.landmarks, sitter.skin, step),
    "prop": _prop,
    "style": _style,
    "vignette": _vignette,
    "grain": lambda pixels, sitter, step: grain(pixels, step),
}


def render_look(
    pixels: Pixels,
    landmarks: Landmarks,
    box: BoundingBox,
    pack: TemplatePack,
    options: Mapping[str, Any],
) -> Pixels:
    """The photo (H, W, 3) with the pack's look over it; same size, the input stays unchanged.

    `options["strength"]` 0-100 mixes the whole look with the photo; the amounts that the recipe
    offers replace its own. Raises: BadPack.
    """
    strength = int(options.get("strength", 100)) / 100
    if strength <= 0:
        return pixels.copy()
    steps = [_with_amounts(step, options) for step in pack.recipe.get("steps", ())]
    return mix(pixels, run_steps(pixels, Sitter(pixels, landmarks, box), steps), strength)


def _with_amounts(step: Step, options: Mapping[str, Any]) -> Step:
    """A makeup step with the amounts that the person chose."""
    if step.get("step") != "makeup":
        return step
    chosen = {name: options[name] for name in LOOK_AMOUNTS if name in step and name in options}
    return step | {name: step[name] | {"amount": amount} for name, amount in chosen.items()}


def run_steps(pixels: Pixels, sitter: Sitter, steps: Sequence[Step]) -> Pixels:
    """Every step in order; neighbouring grades become one table. Raises: BadPack."""
    for is_grade, group in groupby(steps, key=lambda step: step.get("step") == "grade"):
        chosen = list(group)
        if is_grade:
            pixels = grade(pixels, chosen)
            continue
        for step in chosen:
            pixels = _run(pixels, sitter, step)
    return pixels


def _run(pixels: Pixels, sitter: Sitter, step: Step) -> Pixels:
    name = step.get("step", "")
    if name not in STEPS:
        raise BadPack(f"unknown step in a look: {str(name)[:40]}")
    return STEPS[name](pixels, sitter, step)
