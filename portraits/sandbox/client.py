"""Ask for a photo's pixels; nothing that comes back is believed without a check."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import cast

import numpy as np

from portraits.engine.codec import MAX_SIDE, Photo
from portraits.engine.errors import (
    EngineError,
    FileTooLarge,
    NotAnImage,
    TooManyPixels,
    UnsupportedFormat,
)
from portraits.sandbox.line import ChildEnded, DecoderUnavailable, Line, connected
from portraits.sandbox.wire import (
    UNAVAILABLE,
    Answer,
    Kind,
    Request,
)

REFUSALS: dict[str, type[EngineError]] = {
    refusal.code: refusal for refusal in (FileTooLarge, TooManyPixels, UnsupportedFormat)
}


def decode_in_child(data: bytes, *, long_side: int, socket_path: Path) -> Photo:
    """This function will return the photo, decoded by a child of the server at `socket_path`.

    :raises EngineError: NotAnImage (also when the child crashed, was killed or took too long),
        FileTooLarge, TooManyPixels, UnsupportedFormat
    :raises DecoderUnavailable: when the server is not there, or went away meanwhile
    """
    try:
        with connected(socket_path) as connection:
            return _exchange(connection, data, long_side)
    except ChildEnded as ended:
        # A stopped server takes its children along: that is not the photo's fault.
        limits_in_force(socket_path)
        raise NotAnImage("the decoder gave up on the picture") from ended


def decode_in_own_child(data: bytes, *, long_side: int) -> Photo:
    """This function will return the photo, decoded by a child of this process, equally confined.

    For single-threaded programs such as commands; servers use `decode_in_child`.

    :raises EngineError: as `decode_in_child`
    """
    # Imported here, not above: the codecs' warm-up is wanted only by those who decode themselves.
    from portraits.sandbox import child

    child.warm_up()
    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        child.live(theirs)
    theirs.close()
    try:
        with ours:
            return _exchange(ours, data, long_side)
    except ChildEnded as ended:
        raise NotAnImage("the decoder gave up on the picture") from ended
    finally:
        os.waitpid(process, 0)


def limits_in_force(socket_path: Path) -> dict[str, int | bool]:
    """This function will return the limits that a child of the server states for itself.

    :raises DecoderUnavailable: when the server is not there
    """
    try:
        with connected(socket_path) as connection:
            line = Line(connection)
            line.send(Request(Kind.LIMITS).pack())
            answer = line.read_answer()
            stated = json.loads(line.read(min(answer.width, 4096)))
    except (ChildEnded, ValueError) as ended:
        raise DecoderUnavailable("the decoder does not answer") from ended
    return cast(dict[str, int | bool], stated)


def _exchange(connection: socket.socket, data: bytes, long_side: int) -> Photo:
    line = Line(connection)
    line.send(Request(Kind.PHOTO, len(data), long_side).pack())
    line.send(data)
    answer = line.read_answer()
    if answer.code:
        raise _refusal(answer.code)
    _check_sizes(answer, long_side)
    content = line.read(answer.width * answer.height * 3)
    pixels = np.frombuffer(content, np.uint8).reshape(answer.height, answer.width, 3)
    return Photo(pixels, answer.source_width, answer.source_height)


def _refusal(code: str) -> Exception:
    if code == UNAVAILABLE:
        return DecoderUnavailable("the decoder cannot start a child")
    return REFUSALS.get(code, NotAnImage)("the decoder refused the picture")


def _check_sizes(answer: Answer, long_side: int) -> None:
    sides = (answer.width, answer.height)
    source = (answer.source_width, answer.source_height)
    is_within = max(sides) <= long_side and max(source) <= MAX_SIDE
    if not (is_within and min(*sides, *source) > 0):
        raise ChildEnded("sizes that cannot be")
