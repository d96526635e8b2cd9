"""Bytes to upright sRGB pixels and back; whatever a file carries beside pixels is left behind.

Five formats, judged by their first bytes; caps judged by the header, before a pixel is decoded.
Decoders run with as few threads as they can: a photo's child has one core and little memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
import pi_heif
from PIL import AvifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from .color_profile import to_srgb_array
from .errors import EngineError, FileTooLarge, NotAnImage, TooManyPixels, UnsupportedFormat
from .geometry import Pixels
from .raster import fit_within

MAX_BYTES = 20 * 1024 * 1024
# 48 MP is the largest that phones send; imgproxy's default cap is 50 too.
MAX_PIXELS = 50_000_000
MAX_SIDE = 12_000
# Bytes of a file that `sniff` wants to see.
SNIFF_BYTES = 64

PLUGINS = {
    "jpeg": JpegImagePlugin,
    "png": PngImagePlugin,
    "webp": WebPImagePlugin,
    "avif": AvifImagePlugin,
    "heif": pi_heif,
}
AVIF_BRANDS = {b"avif", b"avis"}
HEIF_BRANDS = {
    *(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"),
    *(b"mif1", b"msf1"),
}
# Known pictures that are not offered: told apart from bytes that are no picture at all.
OTHER_PICTURES = (
    *(b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS", b"\0\0\1\0", b"\xff\x0a", b"\0\0\0\x0cJXL "),
    *(b"\0\0\0\x0cjP  ", b"%PDF", b"<svg", b"<?xml"),
)
ORIENTATION_TAG = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# The one thing an effect carries: it says that software made it (IPTC digital source type). Fixed
# bytes, without an id or a time, so that equal effects stay equal files.
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
).encode()


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself; `width` and `height` as stored, before `orientation` (1..8)."""

    format: str
    width: int
    height: int
    orientation: int


@dataclass(frozen=True, slots=True)
class Photo:
    """Upright sRGB pixels (H, W, 3) and the upright size that the file had."""

    pixels: Pixels
    source_width: int
    source_height: int


def sniff(first_bytes: bytes) -> str | None:
    """'jpeg', 'png', 'webp', 'heif' or 'avif' by the first SNIFF_BYTES bytes; None for others."""
    if first_bytes.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if first_bytes.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if first_bytes[:4] == b"RIFF" and first_bytes[8:12] == b"WEBP":
        return "webp"
    return _sniff_brand(first_bytes) if first_bytes[4:8] == b"ftyp" else None


def _sniff_brand(first_bytes: bytes) -> str | None:
    """ISO/IEC 14496-12 file type box: major brand, version, compatible brands."""
    box = first_bytes[: min(int.from_bytes(first_bytes[:4], "big"), SNIFF_BYTES)]
    brands = [box[8:12], *(box[start : start + 4] for start in range(16, len(box), 4))]
    if brands[0] in AVIF_BRANDS:
        return "avif"
    if brands[0] not in HEIF_BRANDS:
        return None
    generic = brands[0] in {b"mif1", b"msf1"}
    return "avif" if generic and AVIF_BRANDS.intersection(brands) else "heif"


def read_header(data: bytes) -> Header:
    """Format, stored size and orientation, without decoding a pixel.

    Raises: FileTooLarge, TooManyPixels, UnsupportedFormat, NotAnImage.
    """
    with _opened(data) as (kind, image):
        return Header(kind, image.width, image.height, _orientation(image))


def decode(data: bytes, *, long_side: int) -> Photo:
    """The picture upright, sRGB, 8 bit, on white, first frame only, at most `long_side` px long.

    JPEGs are decoded at a half, quarter or eighth when that suffices (ITU-T T.81, scaled inverse
    DCT), which saves most of the time for photos from phones.
    Raises: FileTooLarge, TooManyPixels, UnsupportedFormat, NotAnImage.
    """
    with _opened(data) as (_, image):
        turn = UPRIGHT.get(_orientation(image))
        width, height = image.size
        image.draft("RGB", _draft_size(width, height, long_side))
        image.load()
        _check_size(*image.size)
        pixels = to_srgb_array(image, lambda array: fit_within(array, long_side))
        if turn is not None:
            pixels = np.asarray(Image.fromarray(pixels).transpose(turn), np.uint8)
        if turn in _SIDEWAYS:
            width, height = height, width
    return Photo(np.ascontiguousarray(pixels), width, height)


_SIDEWAYS = {UPRIGHT[5], UPRIGHT[6], UPRIGHT[7], UPRIGHT[8]}


def encode_jpeg(pixels: Pixels, *, quality: int = 92) -> bytes:
    """A JPEG (4:4:4) of pixels (H, W, 3) with the fixed XMP packet and nothing else."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=quality, subsampling=0, xmp=XMP)
    return stream.getvalue()


def _draft_size(width: int, height: int, long_side: int) -> tuple[int, int]:
    scale = min(1.0, long_side / max(width, height))
    return max(1, int(width * scale)), max(1, int(height * scale))


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[str, Image.Image]]:
    """The file with its header read and its caps checked.

    Decoders answer damaged files with almost any exception (SyntaxError, ValueError, RuntimeError,
    EOFError, struct.error, ...): whatever it is, the file is no picture.
    """
    kind = _known_format(data)
    _prepare_decoders()
    try:
        with Image.open(io.BytesIO(data), formats=(kind.upper(),)) as image:
            _check_size(*image.size)
            yield kind, image
    except EngineError:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixels("the header names too many pixels") from error
    except (Exception, MemoryError) as error:
        raise NotAnImage("the picture cannot be decoded") from error


def _known_format(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise FileTooLarge(f"more than {MAX_BYTES} bytes")
    kind = sniff(data[:SNIFF_BYTES])
    if kind is not None:
        return kind
    if data.lstrip()[:16].startswith(OTHER_PICTURES):
        raise UnsupportedFormat("this kind of picture is not offered")
    raise NotAnImage("the first bytes are not those of a picture")


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise TooManyPixels(f"more than {MAX_PIXELS} pixels or {MAX_SIDE} on a side")


def _orientation(image: Image.Image) -> int:
    # The base class's getexif: PNG's own decodes the whole picture to look for a late chunk.
    value = Image.Image.getexif(image).get(ORIENTATION_TAG, 1)
    return value if isinstance(value, int) and value in UPRIGHT else 1


@cache
def _prepare_decoders() -> None:
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pi_heif.register_heif_opener(
        decode_threads=0, thumbnails=False, depth_images=False, aux_images=False
    )
