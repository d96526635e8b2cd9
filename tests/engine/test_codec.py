"""Files of five formats become the same upright sRGB pixels; anything else gets its own refusal."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from portraits.engine import codec
from portraits.engine.errors import (
    EngineError,
    FileTooLarge,
    NotAnImage,
    TooManyPixels,
    UnsupportedFormat,
)
from portraits.engine.geometry import Pixels
from tests.engine.heic_file import QUARTERS, heic_file
from tests.engine.photos import astronaut, file_of

SAVED = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
# What a camera would have had to do for each EXIF orientation, undone by the viewer.
AS_STORED = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.transpose(1, 0, 2),
    6: lambda upright: np.rot90(upright, 1),
    7: lambda upright: upright[::-1, ::-1].transpose(1, 0, 2),
    8: lambda upright: np.rot90(upright, -1),
}


def small_photo() -> Pixels:
    """96 x 64, no two quarters alike."""
    return np.ascontiguousarray(astronaut()[60:188:2, 120:312:2])


def difference(one: Pixels, other: Pixels) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


@pytest.mark.parametrize("kind", SAVED)
def test_each_format_that_is_offered_gives_its_pixels(kind: str) -> None:
    photo = codec.decode(file_of(small_photo(), SAVED[kind], quality=95), long_side=96)

    assert (photo.source_width, photo.source_height) == (96, 64)
    assert difference(photo.pixels, small_photo()) < 6


@pytest.mark.parametrize("turns", range(4))
def test_a_phone_s_heic_is_decoded_upright(turns: int) -> None:
    photo = codec.decode(heic_file(quarter_turns=turns), long_side=96)

    upright = np.rot90(photo.pixels, -turns)
    middles = [upright[y, x] for y in (16, 48) for x in (24, 72)]
    assert np.abs(np.array(middles, int) - QUARTERS).max() < 4
    assert (photo.source_width, photo.source_height) == photo.pixels.shape[1::-1]


def test_a_heic_that_is_turned_by_its_box_is_not_turned_again_by_its_exif() -> None:
    exif = Image.Exif()
    exif[codec.ORIENTATION_TAG] = 6

    photo = codec.decode(heic_file(quarter_turns=0, exif=exif.tobytes()), long_side=96)

    assert photo.pixels.shape == (64, 96, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", SAVED)
def test_every_exif_orientation_comes_out_upright(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[codec.ORIENTATION_TAG] = orientation
    stored = np.ascontiguousarray(AS_STORED[orientation](small_photo()))

    photo = codec.decode(file_of(stored, SAVED[kind], quality=95, exif=exif), long_side=96)

    assert photo.pixels.shape == small_photo().shape
    assert (photo.source_width, photo.source_height) == (96, 64)
    assert difference(photo.pixels, small_photo()) < 6


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(value: int) -> None:
    exif = Image.Exif()
    exif[codec.ORIENTATION_TAG] = value

    assert codec.read_header(file_of(small_photo(), exif=exif)).orientation == 1


def test_a_large_photo_is_made_no_larger_than_asked() -> None:
    large = np.ascontiguousarray(np.repeat(np.repeat(small_photo(), 20, 0), 20, 1))

    photo = codec.decode(file_of(large), long_side=480)

    assert photo.pixels.shape == (320, 480, 3)
    assert (photo.source_width, photo.source_height) == (1920, 1280)


def linear_profile() -> bytes:
    """A profile in which half of the light is half of the number: no viewer can miss it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    count = struct.unpack(">I", profile[128:132])[0]
    changed = bytearray(profile)
    for entry in range(132, 132 + 12 * count, 12):
        name, start, _ = struct.unpack(">4sII", profile[entry : entry + 12])
        if name in {b"rTRC", b"gTRC", b"bTRC"}:
            changed[start : start + 12] = b"curv" + bytes(8)
        if name == b"desc":
            # Not called sRGB any more.
            changed[start : start + 90] = profile[start : start + 90].replace(
                b"R\0G\0B", b"x\0x\0x"
            )
    return bytes(changed)


@pytest.mark.parametrize("kind", SAVED)
def test_colours_are_those_of_the_file_s_own_profile(kind: str) -> None:
    quarter_light = np.full((16, 16, 3), 55, np.uint8)

    content = file_of(quarter_light, SAVED[kind], icc_profile=linear_profile())
    pixels = codec.decode(content, long_side=16).pixels

    # 55/255 of the light is 0.503 of sRGB's scale.
    assert np.abs(pixels.astype(int) - 128).max() <= 4


@pytest.mark.parametrize("profile", [b"nonsense", bytes(200), linear_profile()[:300]])
def test_a_damaged_profile_is_as_good_as_none(profile: bytes) -> None:
    content = file_of(small_photo(), "PNG", icc_profile=profile)

    assert difference(codec.decode(content, long_side=96).pixels, small_photo()) == 0


def test_a_print_shop_s_cmyk_photo_is_shown_in_its_colours() -> None:
    content = file_of(Image.fromarray(small_photo()).convert("CMYK"), quality=95)

    assert difference(codec.decode(content, long_side=96).pixels, small_photo()) < 6


def test_a_gray_photo_gets_three_equal_channels() -> None:
    pixels = codec.decode(file_of(small_photo()[..., 1]), long_side=96).pixels

    assert pixels.shape == (64, 96, 3)
    assert difference(pixels[..., 0], pixels[..., 2]) == 0


def test_sixteen_bits_are_scaled_not_clipped() -> None:
    deep = np.linspace(0, 65535, 256, dtype=np.uint16).reshape(16, 16)

    pixels = codec.decode(file_of(Image.fromarray(deep), "PNG"), long_side=16).pixels

    assert np.abs(pixels[..., 0].astype(int) - np.arange(256).reshape(16, 16)).max() <= 1


def test_a_palette_with_holes_lies_on_white() -> None:
    image = Image.fromarray(small_photo()).quantize(16)
    clear = image.getpixel((0, 0))

    pixels = codec.decode(file_of(image, "PNG", transparency=clear), long_side=96).pixels

    assert pixels[0, 0].tolist() == [255, 255, 255]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_what_is_transparent_lies_on_white(kind: str) -> None:
    half = np.dstack([small_photo(), np.full((64, 96), 255, np.uint8)])
    half[:, :48, 3] = 0

    pixels = codec.decode(file_of(half, kind, quality=90), long_side=96).pixels

    assert pixels[:, :40].min() >= 250
    assert difference(pixels[:, 56:], small_photo()[:, 56:]) < 6


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_of_an_animation_the_first_frame_counts(kind: str) -> None:
    second = Image.fromarray(255 - small_photo())
    content = file_of(small_photo(), kind, save_all=True, append_images=[second], quality=90)

    assert difference(codec.decode(content, long_side=96).pixels, small_photo()) < 6


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"\xff\xd8\xff", b"hello", bytes(5000), b"#!/bin/sh\nrm -rf /\n", b"<html>"],
)
def test_bytes_that_are_no_picture_are_called_that(content: bytes) -> None:
    with pytest.raises(NotAnImage):
        codec.decode(content, long_side=96)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "JPEG2000", "PDF"])
def test_a_picture_of_another_format_is_told_apart_from_no_picture(kind: str) -> None:
    with pytest.raises(UnsupportedFormat):
        codec.decode(file_of(small_photo(), kind), long_side=96)


def test_a_drawing_with_scripts_is_not_offered() -> None:
    with pytest.raises(UnsupportedFormat):
        codec.decode(b'  <svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', long_side=96)


@pytest.mark.parametrize("kind", SAVED)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file_is_no_picture(kind: str, share: float) -> None:
    content = file_of(astronaut(), SAVED[kind])

    with pytest.raises(NotAnImage):
        codec.decode(content[: int(len(content) * share)], long_side=96)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from([*SAVED, "heif"]),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8),
    length=st.floats(0.2, 1),
)
def test_a_damaged_file_is_decoded_or_refused_and_nothing_else(
    kind: str, changes: list[tuple[int, int]], length: float
) -> None:
    whole = heic_file() if kind == "heif" else file_of(small_photo(), SAVED[kind])
    damaged = bytearray(whole)
    for place, value in changes:
        damaged[place % len(damaged)] = value

    try:
        photo = codec.decode(bytes(damaged[: int(len(damaged) * length)]), long_side=64)
    except EngineError:
        return

    assert max(photo.pixels.shape[:2]) <= 64


def png_that_claims(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (header, data, b"IEND")
    )


def jpeg_that_claims(width: int, height: int) -> bytes:
    whole = bytearray(file_of(small_photo()))
    place = whole.index(b"\xff\xc0")
    whole[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


@pytest.mark.parametrize(
    "content",
    [
        png_that_claims(935_820, 854_554),
        png_that_claims(12_001, 10),
        png_that_claims(7_100, 7_100),
        jpeg_that_claims(64_250, 64_250),
        jpeg_that_claims(12_001, 1),
        heic_file(width=20_000),
    ],
)
def test_a_file_that_claims_too_many_pixels_is_refused_by_its_header(content: bytes) -> None:
    with pytest.raises(TooManyPixels):
        codec.read_header(content)
    with pytest.raises(TooManyPixels):
        codec.decode(content, long_side=96)


def test_the_largest_photo_that_is_taken_has_fifty_million_pixels() -> None:
    assert codec.read_header(png_that_claims(10_000, 5_000)).width == 10_000
    assert codec.read_header(png_that_claims(12_000, 4_000)).height == 4_000


def test_a_file_of_more_than_twenty_megabytes_is_refused_unread() -> None:
    with pytest.raises(FileTooLarge):
        codec.decode(bytes(codec.MAX_BYTES + 1), long_side=96)


# What a file may hide, and what must not come out again.
SECRET = b"GPS 39.9042 N 116.4074 E; Serial 0268"


def photo_with_secrets(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 15.0)}
    options = {"exif": exif, "icc_profile": linear_profile() + SECRET}
    if kind == "JPEG":
        options |= {"comment": SECRET, "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}
    # A polyglot: a picture in front, a program or page behind.
    trailer = b"PK\x03\x04<script>alert(1)</script><?php system('id') ?>" + SECRET
    return file_of(small_photo(), kind, quality=92, **options) + trailer


def jpeg_segments(content: bytes) -> list[tuple[int, bytes]]:
    """Every marker segment before the scan; the scan must run to the file's last two bytes."""
    assert content.startswith(b"\xff\xd8")
    segments, place = [], 2
    while not segments or segments[-1][0] != 0xDA:
        assert content[place] == 0xFF
        length = struct.unpack(">H", content[place + 2 : place + 4])[0]
        segments.append((content[place + 1], content[place + 4 : place + 2 + length]))
        place += 2 + length
    assert content.index(b"\xff\xd9", place) == len(content) - 2
    return segments


@pytest.mark.promise("U-11")
@pytest.mark.parametrize("kind", SAVED.values())
def test_an_effect_carries_the_fixed_note_and_nothing_of_the_photo_s_file(kind: str) -> None:
    photo = codec.decode(photo_with_secrets(kind), long_side=96)

    content = codec.encode_jpeg(photo.pixels)

    segments = jpeg_segments(content)
    notes = [body for marker, body in segments if marker == 0xE1]
    assert notes == [b"http://ns.adobe.com/xap/1.0/\0" + codec.XMP]
    # APP0 (JFIF), the tables, the frame and the scan: no other APPn, no comment.
    others = {marker for marker, _ in segments} - {0xE1}
    assert others <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
    for hidden in (SECRET, SECRET[:12], b"<script", b"<?php", b"PK\x03\x04", b"Exif\0"):
        assert hidden not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_equal_pixels_become_equal_files() -> None:
    assert codec.encode_jpeg(small_photo()) == codec.encode_jpeg(small_photo().copy())
