"""What client and child say to each other over a unix socket.

Request: what is asked for, then the file's bytes. Answer to a photo: a code (empty when all went
well), width, height, source width, source height, then the pixels, row by row, three bytes each; to
a question for the limits: `width` bytes of JSON. A clip's answer is in clip_wire.py.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

REQUEST = struct.Struct("!BIIII?")
ANSWER = struct.Struct("!32sIIII")
# The server could not start a child.
UNAVAILABLE = "unavailable"
# A photo's child lives no longer by the wall clock, a clip's no longer than its worker's task may;
# the kernel ends it.
WALL_S, CLIP_WALL_S = 20, 1600


class Kind(IntEnum):
    """What a child is asked for; the limits are those of a photo's child."""

    PHOTO, CLIP, LIMITS = range(3)


class Request(NamedTuple):
    """One file to decode: a photo at a long side, a clip between two times."""

    kind: Kind
    byte_count: int = 0
    long_side: int = 0
    start_ms: int = 0
    end_ms: int = 0
    with_sound: bool = False

    def pack(self) -> bytes:
        return REQUEST.pack(*self)

    @classmethod
    def unpack(cls, head: bytes | bytearray) -> Request:
        """:raises ValueError: when nothing of that kind can be asked for"""
        kind, *rest = REQUEST.unpack(head)
        return cls(Kind(kind), *rest)


class Answer(NamedTuple):
    """The head of the child's answer."""

    code: str
    width: int = 0
    height: int = 0
    source_width: int = 0
    source_height: int = 0

    def pack(self) -> bytes:
        return ANSWER.pack(self.code.encode("ascii"), *self[1:])

    @classmethod
    def unpack(cls, head: bytes) -> Answer:
        """:raises ValueError: when the code is no ASCII"""
        code, width, height, source_width, source_height = ANSWER.unpack(head)
        name = code.rstrip(b"\0").decode("ascii")
        return cls(name, width, height, source_width, source_height)


def read_exactly(connection: socket.socket, byte_count: int) -> bytearray:
    """This function will return that many bytes.

    :raises EOFError: when the other side ends before
    """
    content = bytearray(byte_count)
    view = memoryview(content)
    while view:
        received = connection.recv_into(view)
        if not received:
            raise EOFError("the other side ended")
        view = view[received:]
    return content


@contextmanager
def short_address(path: Path) -> Iterator[str]:
    """This function will return an address for a socket file, however long its folder's name is.

    A socket address has 108 bytes; the folder is named by an open descriptor instead.
    """
    descriptor = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{descriptor}/{path.name}"
    finally:
        os.close(descriptor)
