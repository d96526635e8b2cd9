"""Run as a program: the decoder with a codec that some photos break, each in its own way."""

import ctypes
import io
import sys
from pathlib import Path
from typing import Any

from portraits.engine import codec
from portraits.engine.clip.part import Part
from portraits.sandbox import clip_child, limits
from portraits.sandbox.server import serve

ordinary_decode, ordinary_open = codec.decode, clip_child.open_clip


def breakable_decode(data: bytes, *, long_side: int) -> codec.Photo:
    break_as_asked(data)
    return ordinary_decode(data, long_side=long_side)


def breakable_open(file: io.BytesIO, part: Part) -> Any:
    break_as_asked(file.getvalue())
    return ordinary_open(file, part)


def break_as_asked(data: bytes) -> None:
    if data.endswith(b"crash"):
        ctypes.string_at(0)
    if data.endswith(b"endless"):
        while True:
            pass
    if data.endswith(b"greedy"):
        bytearray(2 * 1024**3)
    if data.endswith(b"curious"):
        Path("/etc/passwd").read_bytes()


if __name__ == "__main__":
    codec.decode = breakable_decode
    clip_child.open_clip = breakable_open
    limits.WALL_S = 1
    serve(Path(sys.argv[1]))
