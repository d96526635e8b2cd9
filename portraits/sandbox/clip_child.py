"""What a child does with a clip: its pictures and sound go out one by one as they are decoded."""

from __future__ import annotations

import io
import socket
from fractions import Fraction

import numpy as np

from portraits.engine.clip.part import Part
from portraits.engine.clip.reader import Head, Picture, open_clip
from portraits.engine.clip.writer import ClipWriter
from portraits.engine.errors import EngineError, NotAClip
from portraits.sandbox.clip_wire import (
    END_LETTER,
    HEAD_LETTER,
    MESSAGE,
    PICTURE_LETTER,
    SOUND_LETTER,
    pack_head,
)
from portraits.sandbox.wire import Request


def answer_clip(connection: socket.socket, request: Request) -> None:
    """This function will read the file and send what it holds; a slow worker makes it wait."""
    file = _received(connection, request.byte_count)
    code = ""
    try:
        _send_pieces(connection, file, Part(request.start_ms, request.end_ms, request.with_sound))
    except EngineError as error:
        code = error.code
    except OSError:
        # The worker has gone: nobody wants an answer.
        return
    except Exception:
        code = NotAClip.code
    _send(connection, END_LETTER, 0, code.encode("ascii"))


def read_tiny_clip() -> None:
    """This function will write and read a clip of two pictures, so that nothing is left to load."""
    writer = ClipWriter(Head(16, 16, Fraction(1, 30), Fraction(30), 2, has_sound=True))
    for at in range(2):
        writer.add_picture(np.zeros((16, 16, 3), np.uint8), at)
    writer.add_sound(np.zeros((4096, 2), np.int16))
    _head, pieces = open_clip(io.BytesIO(writer.finish()), Part())
    for _piece in pieces:
        pass


def _received(connection: socket.socket, byte_count: int) -> io.BytesIO:
    """The file in memory, once."""
    file = io.BytesIO(bytes(byte_count))
    with file.getbuffer() as view:
        while view:
            received = connection.recv_into(view)
            if not received:
                raise EOFError("the other side ended")
            view = view[received:]
    return file


def _send_pieces(connection: socket.socket, file: io.BytesIO, part: Part) -> None:
    head, pieces = open_clip(file, part)
    _send(connection, HEAD_LETTER, 0, pack_head(head))
    for piece in pieces:
        if isinstance(piece, Picture):
            _send(connection, PICTURE_LETTER, piece.at, piece.pixels.data.cast("B"))
        else:
            samples = np.ascontiguousarray(piece.samples, "<i2")
            _send(connection, SOUND_LETTER, 0, samples.data.cast("B"))


def _send(
    connection: socket.socket, letter: bytes, number: int, content: bytes | memoryview
) -> None:
    connection.sendall(MESSAGE.pack(letter, number, len(content)))
    connection.sendall(content)
