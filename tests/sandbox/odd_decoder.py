"""Run as a program: the decoder with a codec that some photos break, each in its own way."""

import ctypes
import sys
from pathlib import Path

from portraits.engine import codec
from portraits.sandbox import limits
from portraits.sandbox.server import serve

ordinary_decode = codec.decode


def breakable_decode(data: bytes, *, long_side: int) -> codec.Photo:
    if data.endswith(b"crash"):
        ctypes.string_at(0)
    if data.endswith(b"endless"):
        while True:
            pass
    if data.endswith(b"greedy"):
        bytearray(2 * 1024**3)
    if data.endswith(b"curious"):
        Path("/etc/passwd").read_bytes()
    return ordinary_decode(data, long_side=long_side)


if __name__ == "__main__":
    codec.decode = breakable_decode
    limits.WALL_S = 1
    serve(Path(sys.argv[1]))
