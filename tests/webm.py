"""Elements of WebM files, put together and taken apart by tests (RFC 8794, RFC 9559)."""

from collections.abc import Iterator, Mapping

SEGMENT, CLUSTER = bytes.fromhex("18538067"), bytes.fromhex("1f43b675")
INFO, TITLE, DATE = bytes.fromhex("1549a966"), b"\x7b\xa9", b"\x44\x61"
TRACKS, TRACK_ENTRY, TRACK_NAME = bytes.fromhex("1654ae6b"), b"\xae", b"\x53\x6e"
DEFAULT_DURATION = bytes.fromhex("23e383")
TAGS, TAG, SIMPLE_TAG = bytes.fromhex("1254c367"), b"\x73\x73", b"\x67\xc8"
TAG_NAME, TAG_STRING = b"\x45\xa3", b"\x44\x87"
ATTACHMENTS, CHAPTERS = bytes.fromhex("1941a469"), bytes.fromhex("1043a770")
VOID, CRC = b"\xec", b"\xbf"
MASTERS = (SEGMENT, INFO, TRACKS, TRACK_ENTRY)
# They say where something lies.
INDEXES = SEEK_HEAD, CUES = bytes.fromhex("114d9b74"), bytes.fromhex("1c53bb6b")


def element(name: bytes, content: bytes, *, size_bytes: int = 4) -> bytes:
    """An element whose size is written in so many bytes."""
    size = (1 << 7 * size_bytes) + len(content)
    return name + size.to_bytes(size_bytes, "big") + content


def endless(name: bytes, content: bytes, *, size_bytes: int = 8) -> bytes:
    """An element that does not know its size: all ones."""
    return name + ((2 << 7 * size_bytes) - 1).to_bytes(size_bytes, "big") + content


def elements(content: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Name, content and whole size of each; sizes have to be known and to be right."""
    at = 0
    while at < len(content):
        start = at + _length(content[at])
        name, length = content[at:start], _length(content[start])
        size = int.from_bytes(content[start : start + length], "big") - (1 << 7 * length)
        end = start + length + size
        assert end <= len(content)
        yield name, content[start + length : end], end - at
        at = end


def _length(first: int) -> int:
    """How many bytes a variable-size integer has that begins so."""
    return 9 - first.bit_length()


def inside(content: bytes, *names: bytes) -> bytes:
    """What the first element of that name holds, and in it the next name's."""
    for wanted in names:
        content = next(held for name, held, _size in elements(content) if name == wanted)
    return content


def with_more(content: bytes, more: Mapping[bytes, bytes]) -> bytes:
    """The same film with more at the beginning of some elements, and without its indexes."""
    written = b""
    for name, held, _size in elements(content):
        if name in MASTERS:
            held = more.get(name, b"") + with_more(held, more)
        if name not in INDEXES:
            written += element(name, held)
    return written


def without_sizes(film: bytes) -> bytes:
    """The same film as a browser records it: nothing knows how long it will be."""
    written = b""
    for name, held, _size in elements(film):
        if name == SEGMENT:
            written += endless(name, without_sizes(held))
        elif name == CLUSTER:
            written += endless(name, held)
        elif name not in INDEXES:
            written += element(name, held)
    return written


def without_rate(film: bytes) -> bytes:
    """The film without what it says of its rate: only the times of its pictures do."""
    at = film.index(DEFAULT_DURATION)
    length = len(DEFAULT_DURATION) + 1 + (film[at + len(DEFAULT_DURATION)] & 0x7F)
    return film[:at] + element(VOID, bytes(length - 2), size_bytes=1) + film[at + length :]


def tag(name: str, value: str, *within: bytes) -> bytes:
    """A tag, with the tags that lie within it."""
    words = element(TAG_NAME, name.encode()) + element(TAG_STRING, value.encode())
    return element(SIMPLE_TAG, words + b"".join(within))


def tags(*within: bytes) -> bytes:
    """Tags of a film, as they stand at the end of it."""
    return element(TAGS, element(TAG, b"".join(within)))
