"""What a person may set on an effect, for each kind of template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from .errors import BadOption, BadPack

OptionValue: TypeAlias = int | bool | str


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One option. `minimum` and `maximum` count for kind 'range', `choices` for kind 'choice'."""

    name: str
    kind: Literal["range", "choice", "bool"]
    default: OptionValue
    minimum: int = 0
    maximum: int = 100
    choices: tuple[str, ...] = ()

    def parse(self, raw: object) -> OptionValue:
        """The value meant by `raw` (JSON or form text). Raises: BadOption."""
        if self.kind == "bool":
            return self._parse_bool(raw)
        if self.kind == "choice":
            return self._parse_choice(raw)
        return self._parse_range(raw)

    def _parse_bool(self, raw: object) -> bool:
        if isinstance(raw, bool):
            return raw
        word = raw.strip().lower() if isinstance(raw, str) else ""
        if word in {"true", "1", "on", "yes"}:
            return True
        if word in {"false", "0", "off", "no"}:
            return False
        raise BadOption(self.name, "must be true or false")

    def _parse_choice(self, raw: object) -> str:
        if isinstance(raw, str) and raw in self.choices:
            return raw
        raise BadOption(self.name, "must be one of: " + ", ".join(self.choices))

    def _parse_range(self, raw: object) -> int:
        number = _whole_number(raw)
        if number is None or not self.minimum <= number <= self.maximum:
            message = f"must be a whole number from {self.minimum} to {self.maximum}"
            raise BadOption(self.name, message)
        return number


def _whole_number(raw: object) -> int | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    # At most 7 ASCII digits: int() would accept other scripts, underscores and endless input.
    text = raw.strip() if isinstance(raw, str) else ""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 7 else None


STRENGTH = OptionSpec("strength", "range", 100)
SIZES = ("portrait", "square", "id_35x45", "id_2x2", "print_2x3", "story_9x16")

OPTIONS: dict[str, tuple[OptionSpec, ...]] = {
    "scene": (
        STRENGTH,
        OptionSpec("color", "range", 50),
        OptionSpec("keep_skin_tone", "bool", default=True),
    ),
    "look": (STRENGTH,),
    "studio": (OptionSpec("size", "choice", "portrait", choices=SIZES),),
    "cutout": (
        OptionSpec("format", "choice", "png", choices=("png", "webp")),
        OptionSpec("crop", "bool", default=False),
    ),
}


# What a look may let people set beside its strength: the amounts of a makeup step.
LOOK_AMOUNTS = ("lips", "blush", "brows", "lashes", "shadow")


def extra_options(recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{name, default}]: amounts that a look's recipe lets people set, with the defaults of its
    own steps, and what a recipe's `defaults` say about the options of its kind.

    Raises: BadPack, when it offers an amount that none of its steps has.
    """
    amounts = {
        name: part["amount"]
        for step in recipe.get("steps", ())
        if step.get("step") == "makeup"
        for name, part in step.items()
        if name in LOOK_AMOUNTS
    }
    offered = recipe.get("options", ()) if recipe.get("steps") else ()
    for name in offered:
        if name not in amounts:
            raise BadPack(f"no step has the amount that is offered: {str(name)[:40]}")
    defaults = {name: amounts[name] for name in offered} | dict(recipe.get("defaults", {}))
    return [{"name": name, "default": default} for name, default in defaults.items()]


def specs(kind: str, extra: Iterable[Mapping[str, Any]] = ()) -> tuple[OptionSpec, ...]:
    """The options of a kind of template, with a template's own defaults and `extra` ones.

    Raises: BadOption for an unknown kind, or a default that the option does not allow.
    """
    if kind not in OPTIONS:
        raise BadOption("kind", "must be one of: " + ", ".join(OPTIONS))
    own = {one["name"]: one["default"] for one in extra}
    known = tuple(
        replace(spec, default=spec.parse(own.pop(spec.name))) if spec.name in own else spec
        for spec in OPTIONS[kind]
    )
    return known + tuple(OptionSpec(name, "range", default) for name, default in own.items())


def parse_options(
    kind: str, raw: Mapping[str, object] | None, extra: Iterable[Mapping[str, Any]] = ()
) -> dict[str, OptionValue]:
    """Every option of the kind and of the template, given or default, checked.

    Raises: BadOption, naming the field, for an unknown name or a value out of range.
    """
    return parse_by(specs(kind, extra), raw)


def parse_by(
    wanted: Iterable[OptionSpec], raw: Mapping[str, object] | None
) -> dict[str, OptionValue]:
    """As `parse_options`, for options of no template. Raises: BadOption."""
    known = {spec.name: spec for spec in wanted}
    given = raw or {}
    for name in given:
        if name not in known:
            raise BadOption(str(name)[:40], "is no option here")
    return {
        name: spec.parse(given[name]) if name in given else spec.default
        for name, spec in known.items()
    }
