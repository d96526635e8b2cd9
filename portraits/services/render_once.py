"""Render a photo from the shell: no row, no store; what the worker would make, byte for byte."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import cv2

from portraits.engine import pipeline
from portraits.engine.codec import MAX_BYTES, Photo
from portraits.engine.errors import FileTooLarge
from portraits.engine.pipeline import Clock, Effect
from portraits.models import Template
from portraits.services.decode_photo import decode_photo
from portraits.services.template_store import load_pack


def read_photo(path: Path) -> Photo:
    """This function will read and decode a picture file at the engine's working size.

    :raises EngineError: when it is no picture that we take
    :raises OSError: when the file cannot be read
    """
    # As in the worker: results must not hang on how many threads there are.
    cv2.setNumThreads(1)
    if path.stat().st_size > MAX_BYTES:
        raise FileTooLarge("the file is larger than uploads may be")
    return decode_photo(path.read_bytes(), long_side=pipeline.WORKING_LONG_SIDE)


def render_once(
    path: Path,
    template: Template,
    options: Mapping[str, object] | None = None,
    *,
    face: int | None = None,
) -> Effect:
    """This function will return the effect of a photo in a file; its timings start at the file.

    :raises EngineError: as the engine, with the codes of the API
    :raises OSError: when the file cannot be read
    """
    clock = Clock(None)
    clock.start("decode")
    photo = read_photo(path)
    clock.start("open")
    pack = load_pack(template)
    clock.start("")
    effect = pipeline.render_photo(photo, pack, options, face=face)
    return replace(effect, timings_ms=clock.timings_ms | effect.timings_ms)
