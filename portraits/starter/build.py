"""Make a catalogue's template: its pack, and the picture that shows it in the grid."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import NamedTuple

import cv2

from portraits.engine.template_pack import TemplatePack, check_pack
from portraits.starter.canvas import Canvas, Pixels
from portraits.starter.catalogue import Piece


class Built(NamedTuple):
    """A finished template; `preview` (H, W, 3)."""

    pack: TemplatePack
    preview: Pixels


def build_all(pieces: Sequence[Piece], processes: int) -> Iterator[tuple[Piece, Future[Built]]]:
    """Each piece as soon as it is finished, made by children of a fresh interpreter."""
    if not pieces:
        return
    size = min(processes, len(pieces))
    with ProcessPoolExecutor(size, get_context("spawn"), _use_one_thread) as pool:
        waiting = {pool.submit(build, piece): piece for piece in pieces}
        for making in as_completed(list(waiting)):
            yield waiting.pop(making), making


def _use_one_thread() -> None:
    cv2.setNumThreads(1)


def build(piece: Piece) -> Built:
    """Paint a scene, or render a recipe over the example sitter. Raises: BadPack."""
    if piece.kind == "scene":
        return _paint_scene(piece)
    return _render_recipe(piece)


def _paint_scene(piece: Piece) -> Built:
    """Landmarks and masks are those the picture was painted by: nothing has to be found."""
    painting = importlib.import_module(piece.module).build(Canvas())
    pack = TemplatePack(
        slug=piece.slug,
        kind="scene",
        recipe=piece.recipe,
        picture=painting.picture,
        landmarks=painting.landmarks,
        face_mask=painting.face_mask,
        skin_mask=painting.skin_mask,
        foreground=painting.foreground,
    )
    check_pack(pack)
    return Built(pack, painting.picture)


def _render_recipe(piece: Piece) -> Built:
    from portraits.starter.sitter import portrait_with

    pack = TemplatePack(slug=piece.slug, kind=piece.kind, recipe=piece.recipe)
    return Built(pack, portrait_with(pack))
