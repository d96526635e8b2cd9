"""A HEIC file built by hand, for no library here writes one: four coloured quarters, 96 x 64.

The four pieces are an HEVC still of our own picture; the boxes around them are ISO/IEC 23008-12
(HEIF) and 14496-15 (hvcC).
"""

import base64
import struct

WIDTH, HEIGHT = 96, 64
# Red, green / blue, yellow; the colours that a decoder gives back for the four middles.
QUARTERS = ((220, 40, 40), (40, 200, 60), (50, 70, 220), (235, 225, 90))
PARAMETER_SETS = {
    32: base64.b64decode("QAEMAf//BAgAAAMAn6gAAAMAAB66AkA="),
    33: base64.b64decode("QgEBBAgAAAMAn6gAAAMAAB6gMIEFlupJMrmwIAAAAwAgAAADAyE="),
    34: base64.b64decode("RAHBcrAiQA=="),
}
PICTURE = base64.b64decode(
    "KAGveMiheEWf/+P2FjfrKzqDn7ZDF1rwv79nf36q5DTpX8Wz/vUw5xvE4ywf/HO5kcGMP/y4qYAi/J8pN2X9iUTY"
    "sh+ofXXr9E1aWuFxh5zpGPUAiBAgIA=="
)


def heic_file(*, quarter_turns: int = 0, width: int = WIDTH, exif: bytes = b"") -> bytes:
    """The file; `irot` turns it counter-clockwise, `width` may lie, `exif` is added as an item."""
    head = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    items = [_picture_bytes(), *([struct.pack(">I", 0) + exif] if exif else [])]
    sizes = [len(item) for item in items]
    first = len(head) + len(_meta(quarter_turns, width, sizes, 0)) + 8
    return head + _meta(quarter_turns, width, sizes, first) + _box(b"mdat", b"".join(items))


def _picture_bytes() -> bytes:
    return struct.pack(">I", len(PICTURE)) + PICTURE


def _meta(quarter_turns: int, width: int, sizes: list[int], first: int) -> bytes:
    parts = [
        _full_box(b"hdlr", bytes(4) + b"pict" + bytes(13)),
        _full_box(b"pitm", struct.pack(">H", 1)),
        _locations(sizes, first),
        _kinds(len(sizes)),
        _properties(quarter_turns, width),
    ]
    if len(sizes) > 1:
        parts.append(_full_box(b"iref", _box(b"cdsc", struct.pack(">HHH", 2, 1, 1))))
    return _full_box(b"meta", b"".join(parts))


def _locations(sizes: list[int], first: int) -> bytes:
    places = b""
    for index, size in enumerate(sizes):
        offset = first + sum(sizes[:index])
        places += struct.pack(">HHHII", index + 1, 0, 1, offset, size)
    return _full_box(b"iloc", struct.pack(">BBH", 0x44, 0, len(sizes)) + places)


def _kinds(count: int) -> bytes:
    kinds = (b"hvc1", b"Exif")[:count]
    entries = b"".join(
        _full_box(b"infe", struct.pack(">HH", index, 0) + kind + b"\0", version=2)
        for index, kind in enumerate(kinds, start=1)
    )
    return _full_box(b"iinf", struct.pack(">H", count) + entries)


def _properties(quarter_turns: int, width: int) -> bytes:
    container = _box(b"hvcC", _decoder_configuration())
    container += _full_box(b"ispe", struct.pack(">II", width, HEIGHT))
    container += _box(b"irot", bytes([quarter_turns]))
    # Item 1 has all three; the first and the last must be understood.
    association = struct.pack(">IHB", 1, 1, 3) + bytes([0x81, 0x02, 0x83])
    return _box(b"iprp", _box(b"ipco", container) + _full_box(b"ipma", association))


def _decoder_configuration() -> bytes:
    sequence = PARAMETER_SETS[33].replace(b"\0\0\3", b"\0\0")
    record = b"\1" + sequence[3:15] + bytes.fromhex("f000fcfdf8f800000f")
    record += bytes([len(PARAMETER_SETS)])
    for kind, unit in PARAMETER_SETS.items():
        record += struct.pack(">BHH", 0x80 | kind, 1, len(unit)) + unit
    return record


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def _full_box(kind: bytes, content: bytes, *, version: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", version << 24) + content)
