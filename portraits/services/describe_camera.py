"""What a browser must know to draw every look of the camera by itself: recipes, not pictures."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from portraits.engine.filters import TABLE_SIDE
from portraits.engine.makeup_shapes import MIRROR, SHAPES
from portraits.engine.prop_sheet import GRID, PropSheet
from portraits.services.draw_camera_art import sheets_of
from portraits.starter.live_pieces import (
    LivePiece,
    live_backdrops,
    live_filters,
    live_makeups,
    live_props,
)

Address = Callable[[str, str], str]


def describe_camera(*, address: Address) -> dict[str, Any]:
    """This function will return filters, makeup, props and backdrops as data.

    `address` makes the address of a drawn piece out of its kind and name.
    """
    return {
        "filters": {"table": address("filters", "all"), "side": TABLE_SIDE, "rows": _filters()},
        "makeup": {
            "shapes": dict(SHAPES),
            "mirror": list(MIRROR),
            "looks": {piece.slug: piece.recipe for piece in live_makeups()},
        },
        "props": {piece.slug: _prop(piece, address) for piece in live_props()},
        "backdrops": {piece.slug: address("backdrop", piece.slug) for piece in live_backdrops()},
        "grid": GRID,
    }


@cache
def _filters() -> list[dict[str, Any]]:
    """In the order of the table's rows; what is not colour is drawn by the browser."""
    return [
        {"slug": piece.slug}
        | {step["step"]: step for step in piece.recipe if step["step"] != "grade"}
        for piece in live_filters()
    ]


def _prop(piece: LivePiece, address: Address) -> dict[str, Any]:
    stand = {
        key: value
        for key, value in piece.recipe.items()
        if key not in ("step", "shapes", "symbols")
    }
    sheets = sheets_of(piece.slug)
    return stand | {"sheets": [_sheet(piece.slug, sheet, address) for sheet in sheets]}


def _sheet(slug: str, sheet: PropSheet, address: Address) -> Mapping[str, Any]:
    return {
        "where": sheet.place,
        "picture": address("prop", f"{slug}.{sheet.place}"),
        "box": [round(side, 4) for side in sheet.box],
        "depths": [round(float(depth), 3) for depth in sheet.depths.ravel()],
    }
