"""Ask for a photo's pixels; nothing that comes back is believed without a check."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
from portraits.sandbox.wire import (
    ANSWER,
    ASK_LIMITS,
    UNAVAILABLE,
    WALL_S,
    Answer,
    Request,
    short_address,
)

# The child's own clock rings first; this one is for a child that cannot be reached any more.
PATIENCE_S = WALL_S + 2.0
REFUSALS: dict[str, type[EngineError]] = {
    refusal.code: refusal for refusal in (FileTooLarge, TooManyPixels, UnsupportedFormat)
}


class DecoderUnavailable(Exception):
    """The decoder is not there; says nothing about the photo, which may be tried again."""


class _ChildEnded(Exception):
    """The child ended, or spoke nonsense, before its answer was whole."""


def decode_in_child(data: bytes, *, long_side: int, socket_path: Path) -> Photo:
    """This function will return the photo, decoded by a child of the server at `socket_path`.

    :raises EngineError: NotAnImage (also when the child crashed, was killed or took too long),
        FileTooLarge, TooManyPixels, UnsupportedFormat
    :raises DecoderUnavailable: when the server is not there, or went away meanwhile
    """
    try:
        with _connected(socket_path) as connection:
            return _exchange(connection, data, long_side)
    except _ChildEnded as ended:
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
    except _ChildEnded as ended:
        raise NotAnImage("the decoder gave up on the picture") from ended
    finally:
        os.waitpid(process, 0)


def limits_in_force(socket_path: Path) -> dict[str, int | bool]:
    """This function will return the limits that a child of the server states for itself.

    :raises DecoderUnavailable: when the server is not there
    """
    try:
        with _connected(socket_path) as connection:
            line = _Line(connection)
            line.send(Request(ASK_LIMITS, 0).pack())
            answer = line.read_answer()
            stated = json.loads(line.read(min(answer.width, 4096)))
    except (_ChildEnded, ValueError) as ended:
        raise DecoderUnavailable("the decoder does not answer") from ended
    return cast(dict[str, int | bool], stated)


@contextmanager
def _connected(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE_S)
        try:
            with short_address(path) as address:
                connection.connect(address)
        except OSError as error:
            raise DecoderUnavailable("the decoder is not there") from error
        yield connection


def _exchange(connection: socket.socket, data: bytes, long_side: int) -> Photo:
    line = _Line(connection)
    line.send(Request(long_side, len(data)).pack())
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
        raise _ChildEnded("sizes that cannot be")


class _Line:
    """A connection with one deadline for the whole conversation."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._deadline = time.monotonic() + PATIENCE_S

    def send(self, content: bytes) -> None:
        try:
            self._set_timeout()
            self._connection.sendall(content)
        except OSError as error:
            raise _ChildEnded("no longer listening") from error

    def read(self, byte_count: int) -> bytearray:
        content = bytearray(byte_count)
        view = memoryview(content)
        while view:
            view = view[self._receive_into(view) :]
        return content

    def read_answer(self) -> Answer:
        try:
            return Answer.unpack(bytes(self.read(ANSWER.size)))
        except ValueError as error:
            raise _ChildEnded("no answer of ours") from error

    def _receive_into(self, view: memoryview) -> int:
        try:
            self._set_timeout()
            received = self._connection.recv_into(view)
        except OSError as error:
            raise _ChildEnded("silent") from error
        if not received:
            raise _ChildEnded("ended")
        return received

    def _set_timeout(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("out of time")
        self._connection.settimeout(left)
