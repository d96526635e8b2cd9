"""What is put on every picture of a clip: recipes, the same that the live camera draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClipLook:
    """A look; what is left out changes nothing.

    `colour`: steps `grade`, `vignette`, `grain`, at `strength` 0-100. `makeup`: the engine's step
    with its amounts set. `smoothing` of the skin, 0-100. `prop`: the step. `backdrop`: a recipe, or
    "blur", "white", "green".
    """

    colour: tuple[Mapping[str, Any], ...] = ()
    strength: int = 100
    makeup: Mapping[str, Any] | None = None
    smoothing: int = 0
    prop: Mapping[str, Any] | None = None
    backdrop: Mapping[str, Any] | str | None = None

    @property
    def touches_face(self) -> bool:
        """Whether it needs a face to be seen at all."""
        return bool(self.makeup or self.prop or self.smoothing)
