"""The camera's pictures, drawn by the engine once a process: tables of filters, props, backdrops.

Nothing here depends on a person: every browser gets the same bytes.
"""

import io
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from portraits.engine.backdrops import draw_backdrop
from portraits.engine.filters import TABLE_SIDE, grade_table
from portraits.engine.prop_sheet import PropSheet, draw_sheets
from portraits.starter.live_pieces import live_backdrops, live_filters, live_props

# A backdrop is out of focus: a square of this side fills any screen, cut to its shape.
BACKDROP_SIDE = 720
BACKDROP_QUALITY, PROP_QUALITY = 80, 88
TYPES = {"filters": "image/png", "prop": "image/webp", "backdrop": "image/webp"}


class UnknownArt(Exception):
    """The camera has no picture of this kind and name."""


@cache
def draw_camera_art(kind: str, name: str) -> bytes:
    """This function will return one picture as a file of `TYPES[kind]`.

    :raises UnknownArt: when there is none of this kind and name
    """
    try:
        return PAINTERS[kind](name)
    except KeyError as error:
        raise UnknownArt from error


@cache
def sheets_of(slug: str) -> tuple[PropSheet, ...]:
    """This function will draw the prop's sheets.

    :raises KeyError: when the camera has no such prop
    """
    return tuple(draw_sheets(_recipes(live_props())[slug]))


def _recipes(pieces: tuple) -> Mapping[str, Mapping]:
    return {piece.slug: piece.recipe for piece in pieces}


def _filters(name: str) -> bytes:
    """Every filter's table, one under the other: a row is a square of blue beside the next."""
    if name != "all":
        raise KeyError(name)
    rows = [_table_row(piece.recipe) for piece in live_filters()]
    return _encoded(np.concatenate(rows), "PNG", optimize=True)


def _table_row(steps: list) -> npt.NDArray[np.uint8]:
    """(side, side * side, 3): green runs down, red within a square, blue from square to square."""
    table = grade_table([step for step in steps if step["step"] == "grade"])
    cube = np.round(table * 255).astype(np.uint8).reshape(TABLE_SIDE, TABLE_SIDE, TABLE_SIDE, 3)
    return cube.transpose(1, 0, 2, 3).reshape(TABLE_SIDE, TABLE_SIDE * TABLE_SIDE, 3)


def _prop(name: str) -> bytes:
    slug, _, place = name.partition(".")
    pictures = {sheet.place: sheet.picture for sheet in sheets_of(slug)}
    return _encoded(pictures[place], "WEBP", quality=PROP_QUALITY, method=4)


def _backdrop(name: str) -> bytes:
    recipe = dict(_recipes(live_backdrops())[name])
    pixels = draw_backdrop(recipe, BACKDROP_SIDE, BACKDROP_SIDE)
    return _encoded(pixels, "WEBP", quality=BACKDROP_QUALITY, method=4)


def _encoded(pixels: npt.NDArray[np.uint8], kind: str, **options: bool | int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, kind, **options)
    return stream.getvalue()


PAINTERS: dict[str, Callable[[str], bytes]] = {
    "filters": _filters,
    "prop": _prop,
    "backdrop": _backdrop,
}
