"""The worker's end of a conversation with a child, which may say anything or nothing."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portraits.sandbox.wire import ANSWER, WALL_S, Answer, short_address

# The child's own clock rings first; this one is for a child that cannot be reached any more.
PATIENCE_S = WALL_S + 2.0


class DecoderUnavailable(Exception):
    """The decoder is not there; says nothing about the file, which may be tried again."""


class ChildEnded(Exception):
    """The child ended, or spoke nonsense, before its answer was whole."""


@contextmanager
def connected(path: Path) -> Iterator[socket.socket]:
    """This function will open a connection to the server, which starts a child for it.

    :raises DecoderUnavailable: when the server is not there
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE_S)
        try:
            with short_address(path) as address:
                connection.connect(address)
        except OSError as error:
            raise DecoderUnavailable("the decoder is not there") from error
        yield connection


class Line:
    """A connection with a deadline: for the whole conversation, unless it is renewed."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.renew()

    def renew(self) -> None:
        """This function will grant the other side as much time as at the beginning."""
        self._deadline = time.monotonic() + PATIENCE_S

    def send(self, content: bytes) -> None:
        """:raises ChildEnded: when nobody listens any more"""
        try:
            self._set_timeout()
            self._connection.sendall(content)
        except OSError as error:
            raise ChildEnded("no longer listening") from error

    def read(self, byte_count: int) -> bytearray:
        """This function will return that many bytes.

        :raises ChildEnded: when they do not come
        """
        content = bytearray(byte_count)
        view = memoryview(content)
        while view:
            view = view[self._receive_into(view) :]
        return content

    def read_answer(self) -> Answer:
        """:raises ChildEnded: when what comes is no answer"""
        try:
            return Answer.unpack(bytes(self.read(ANSWER.size)))
        except ValueError as error:
            raise ChildEnded("no answer of ours") from error

    def _receive_into(self, view: memoryview) -> int:
        try:
            self._set_timeout()
            received = self._connection.recv_into(view)
        except OSError as error:
            raise ChildEnded("silent") from error
        if not received:
            raise ChildEnded("ended")
        return received

    def _set_timeout(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("out of time")
        self._connection.settimeout(left)
