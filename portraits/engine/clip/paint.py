"""A look on every picture of a clip, in order: face, backdrop, prop, then the colour of it all.

The order and the figures are those of the live camera, in which the look was chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from portraits.engine.clip.colour import ClipGrade, ClipVignette
from portraits.engine.clip.faces import Face, FaceTracker
from portraits.engine.clip.look import ClipLook
from portraits.engine.clip.made_up import touched
from portraits.engine.clip.person import Backdrop, Person, before
from portraits.engine.clip.worn import Prop
from portraits.engine.filters import grain, mix
from portraits.engine.geometry import Pixels

# Grain that stands still looks like dirt on the lens; as many patterns take turns as are cached.
GRAINS = 6


class ClipPainter:
    """Paints the pictures of one clip, which come in the order of their times."""

    def __init__(self, look: ClipLook, width: int, height: int) -> None:
        self._look = look
        self._faces = FaceTracker() if look.touches_face else None
        self._person = Person() if look.backdrop else None
        self._backdrop = Backdrop(look.backdrop, width, height) if look.backdrop else None
        self._prop = Prop(look.prop) if look.prop else None
        self._colours = list(_works(look.colour, width, height))
        self._number = -1

    @property
    def faces_seen(self) -> int:
        """The most faces that any picture so far has shown; 0 where no look asked for one."""
        return self._faces.most_seen if self._faces else 0

    def paint(self, pixels: Pixels, at_s: float) -> Pixels:
        """The picture (H, W, 3) of `at_s` with the look on it; the input stays unchanged."""
        self._number += 1
        faces = self._faces.follow(pixels, at_s) if self._faces else []
        person = self._person.follow(pixels) if self._person else None
        painted = pixels
        for face in faces:
            painted = self._made_up(painted, face)
        if person is not None and self._backdrop is not None:
            room = self._backdrop.behind(pixels, person)
            for face in faces if self._prop else ():
                room = self._prop.put_behind(room, face) if self._prop else room
            painted = before(painted, room, person)
        for face in faces:
            painted = self._prop.put_on(painted, face) if self._prop else painted
        return self._coloured(painted)

    def _made_up(self, pixels: Pixels, face: Face) -> Pixels:
        if not (self._look.smoothing or self._look.makeup):
            return pixels
        return touched(pixels, face, self._look.smoothing, self._look.makeup)

    def _coloured(self, pixels: Pixels) -> Pixels:
        if not self._look.colour or not self._look.strength:
            return pixels
        changed = pixels
        for work in self._colours:
            if isinstance(work, Mapping):
                turn = self._number % GRAINS
                changed = grain(changed, {**work, "seed": int(work.get("seed", 1)) + turn})
            else:
                changed = work.apply(changed)
        return mix(pixels, changed, self._look.strength / 100)


def _works(
    steps: tuple[Mapping[str, Any], ...], width: int, height: int
) -> Iterator[ClipGrade | ClipVignette | Mapping[str, Any]]:
    """Steps in order; `grade` steps that follow one another are a single one, grain stays a step
    of its own."""
    for kind, some in groupby(steps, key=lambda step: str(step["step"])):
        if kind == "grade":
            yield ClipGrade(list(some))
        elif kind == "vignette":
            yield from (ClipVignette(step, width, height) for step in some)
        else:
            yield from some
