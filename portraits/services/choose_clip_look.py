"""What may be put on a clip, and the recipes that a choice stands for: those of the live camera."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from portraits.engine.clip.look import ClipLook
from portraits.engine.clip.part import MAX_SECONDS
from portraits.engine.errors import BadOption
from portraits.engine.options import OptionSpec, OptionValue, parse_by
from portraits.starter.live_pieces import (
    LivePiece,
    live_backdrops,
    live_filters,
    live_makeups,
    live_props,
)

# An hour: no longer file fits into 100 MB at a rate worth looking at.
LONGEST_MS = 3_600_000
# Whose colours a part has when an amount is given without a makeup; as the camera's page does.
FIRST_MAKEUP = "red-lips"
PARTS = ("lips", "blush", "shadow", "liner", "lashes", "brows")
PLAIN_BACKDROPS = ("blur", "white", "green")


@cache
def clip_specs() -> tuple[OptionSpec, ...]:
    """This function will return every option of a clip."""
    return (
        OptionSpec("start_ms", "range", 0, maximum=LONGEST_MS),
        OptionSpec("end_ms", "range", 0, maximum=LONGEST_MS),
        OptionSpec("sound", "bool", default=True),
        OptionSpec("mark", "bool", default=True),
        _choice("filter", live_filters()),
        OptionSpec("strength", "range", 100),
        _choice("makeup", live_makeups()),
        *(OptionSpec(part, "range", 0) for part in PARTS),
        OptionSpec("smoothing", "range", 0),
        _choice("prop", live_props()),
        _choice("backdrop", live_backdrops(), PLAIN_BACKDROPS),
    )


def parse_clip_options(given: Mapping[str, object]) -> dict[str, OptionValue]:
    """This function will return every option of a clip, given or default.

    :raises BadOption: naming the field, for an unknown name, a value out of range, or a part that
        is empty or longer than a minute
    """
    parsed = parse_by(clip_specs(), given)
    length_ms = int(parsed["end_ms"]) - int(parsed["start_ms"])
    if parsed["end_ms"] and not 0 < length_ms <= MAX_SECONDS * 1000:
        raise BadOption("end_ms", f"must lie up to {MAX_SECONDS} seconds after start_ms")
    return parsed


def look_of(options: Mapping[str, Any]) -> ClipLook:
    """This function will return the recipes that parsed options stand for."""
    filters, props = _by_slug(live_filters()), _by_slug(live_props())
    backdrop = options["backdrop"]
    if backdrop not in PLAIN_BACKDROPS:
        backdrop = _by_slug(live_backdrops()).get(backdrop)
    return ClipLook(
        colour=tuple(filters.get(options["filter"], ())),
        strength=options["strength"],
        makeup=_makeup(options),
        smoothing=options["smoothing"],
        prop=props.get(options["prop"]),
        backdrop=backdrop,
    )


def _makeup(options: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The step with the amounts that were chosen; as on the camera, the line along the lid is apart
    from the lashes and has their colour."""
    amounts = {part: options[part] for part in PARTS if options[part]}
    if not amounts:
        return None
    colours = _by_slug(live_makeups())[options["makeup"] or FIRST_MAKEUP]
    source, painter = {"liner": "lashes"}, {"lashes": "single_lashes"}
    return {
        painter.get(part, part): dict(colours[source.get(part, part)]) | {"amount": amount}
        for part, amount in amounts.items()
    }


def _choice(name: str, pieces: Iterable[LivePiece], further: tuple[str, ...] = ()) -> OptionSpec:
    slugs = (piece.slug for piece in pieces)
    return OptionSpec(name, "choice", "", choices=("", *further, *slugs))


def _by_slug(pieces: Iterable[LivePiece]) -> dict[str, Any]:
    return {piece.slug: piece.recipe for piece in pieces}
