"""The life of a decoding child: give everything up, read one file, answer, end."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import warnings

import cv2
import numpy as np

# Pillow imports the last two at the first photo that needs them, when no file can be opened any
# more.
from PIL import Image, ImageCms, MpoImagePlugin, TiffImagePlugin  # noqa: F401

from portraits.engine import codec
from portraits.engine.errors import EngineError, NotAnImage
from portraits.sandbox import limits
from portraits.sandbox.clip_child import answer_clip, read_tiny_clip
from portraits.sandbox.wire import REQUEST, Answer, Kind, Request, read_exactly

CONNECTION = 3


def warm_up() -> None:
    """This function will decode a tiny file of each format, so that nothing is left to load.

    HEIF has no encoder here; its decoder is loaded with the module and answers for its own file.
    """
    cv2.setNumThreads(1)
    warnings.simplefilter("ignore")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        codec.decode(_tiny_picture(kind, profile), long_side=8)
    _decode_or_code(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", 8)
    read_tiny_clip()


def live(connection: socket.socket) -> None:
    """This function will serve one request and end the process, whatever happens."""
    status = 1
    try:
        only_connection = _let_go_of_everything_but(connection)
        # A few bytes of our own worker's; they say how much the child may use.
        request = Request.unpack(read_exactly(only_connection, REQUEST.size))
        limits.enter(request.kind)
        _answer(only_connection, request)
        status = 0
    finally:
        # Not sys.exit: buffers and exit handlers belong to the process we were forked from.
        os._exit(status)


def _let_go_of_everything_but(connection: socket.socket) -> socket.socket:
    for number in (signal.SIGTERM, signal.SIGINT):
        # A stop lets photos that are being decoded finish; the wall clock bounds how long.
        signal.signal(number, signal.SIG_IGN)
    limits.die_with_parent()
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = os.dup(connection.fileno())
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    os.dup2(kept, CONNECTION)
    os.closerange(CONNECTION + 1, os.sysconf("SC_OPEN_MAX"))
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, CONNECTION)


def _answer(connection: socket.socket, request: Request) -> None:
    if request.kind is Kind.LIMITS:
        stated = json.dumps(limits.in_force()).encode()
        connection.sendall(Answer("limits", width=len(stated)).pack() + stated)
    elif request.kind is Kind.CLIP:
        answer_clip(connection, request)
    else:
        _answer_photo(connection, request)


def _answer_photo(connection: socket.socket, request: Request) -> None:
    photo = _decode_or_code(read_exactly(connection, request.byte_count), request.long_side)
    if isinstance(photo, str):
        connection.sendall(Answer(photo).pack())
        return
    height, width = photo.pixels.shape[:2]
    head = Answer("", width, height, photo.source_width, photo.source_height)
    connection.sendall(head.pack())
    connection.sendall(np.ascontiguousarray(photo.pixels).data.cast("B"))


def _decode_or_code(content: bytes | bytearray, long_side: int) -> codec.Photo | str:
    try:
        return codec.decode(bytes(content), long_side=long_side)
    except EngineError as error:
        return error.code
    except Exception:
        return NotAnImage.code


def _tiny_picture(kind: str, profile: bytes) -> bytes:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[codec.ORIENTATION_TAG] = 6
    Image.new("RGB", (16, 16)).save(stream, kind, icc_profile=profile, exif=exif.tobytes())
    return stream.getvalue()
