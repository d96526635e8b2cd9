"""The decoder and clips: pictures one by one, from a child that can do nothing else."""

import socket
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from portraits.engine.clip.part import Part
from portraits.engine.clip.reader import Head, Picture, Sound
from portraits.engine.errors import ClipTooLong, EngineError, NotAClip, UnsupportedFormat
from portraits.sandbox import DecoderUnavailable, clip_client, clip_in_child, limits_in_force
from portraits.sandbox.clip_wire import HEAD, MESSAGE, pack_head
from portraits.sandbox.line import ChildEnded, Line
from tests.clips import FORMATS, beeps, make_clip, number_of, numbered
from tests.sandbox.test_decoder import children_of

pytestmark = pytest.mark.serial

CLIP = make_clip(numbered(30), sound=beeps(1.0))


def read(content: bytes, path: Path, part: Part | None = None) -> tuple[Head, list[Picture], int]:
    """Head, pictures, and how many samples of sound came."""
    with clip_in_child([content], len(content), part or Part(), socket_path=path) as (head, pieces):
        taken = list(pieces)
    sound = sum(len(one.samples) for one in taken if isinstance(one, Sound))
    return head, [one for one in taken if isinstance(one, Picture)], sound


@pytest.mark.parametrize("name", FORMATS)
def test_every_offered_kind_of_clip_is_read_by_a_child_without_any_freedom(
    ordinary: Path, name: str
) -> None:
    content = make_clip(numbered(15), kind=FORMATS[name], rate=Fraction(15), sound=beeps(1.0))

    head, pictures, sound = read(content, ordinary)

    assert (head.width, head.height, head.count) == (96, 64, 15)
    assert [number_of(one.pixels) for one in pictures] == list(range(15))
    assert sound == pytest.approx(48_000, abs=2048)


def test_a_part_is_read_without_its_sound(ordinary: Path) -> None:
    _, pictures, sound = read(CLIP, ordinary, Part(500, 700, with_sound=False))

    assert [number_of(one.pixels) for one in pictures] == [n % 16 for n in range(15, 21)]
    assert sound == 0


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"no video", NotAClip),
        (b"RIFF\0\0\0\0AVI LIST", UnsupportedFormat),
        (make_clip(numbered(62, 32, 32), rate=Fraction(1)), ClipTooLong),
    ],
)
def test_a_refusal_comes_with_its_reason(
    ordinary: Path, content: bytes, refusal: type[EngineError]
) -> None:
    with pytest.raises(refusal):
        read(content, ordinary)


@pytest.mark.parametrize("how", [b"crash", b"greedy", b"curious"])
def test_a_clip_that_breaks_the_decoder_breaks_its_own_child_only(odd: Path, how: bytes) -> None:
    with pytest.raises(NotAClip):
        read(CLIP + how, odd)

    assert len(read(CLIP, odd)[1]) == 30
    assert limits_in_force(odd)["filter"]


def test_a_cancelled_clip_ends_its_child_at_once(ordinary: Path) -> None:
    large = make_clip(np.zeros((720, 1280, 3), np.uint8) for _ in range(40))
    before = set(children_of(ordinary))
    with clip_in_child([large], len(large), Part(), socket_path=ordinary) as (_head, pieces):
        next(pieces)
        assert set(children_of(ordinary)) - before

    deadline = time.monotonic() + 5
    while set(children_of(ordinary)) - before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not set(children_of(ordinary)) - before


def test_a_slow_worker_makes_the_child_wait_and_not_grow(ordinary: Path) -> None:
    large = make_clip(np.full((720, 1280, 3), n * 2, np.uint8) for n in range(60))
    with clip_in_child([large], len(large), Part(), socket_path=ordinary) as (_head, pieces):
        next(pieces)
        newest = max(children_of(ordinary), key=lambda process: int(process.name))
        time.sleep(0.5)
        resident = resident_kib(newest)
        left = sum(isinstance(one, Picture) for one in pieces)

    # Sixty pictures are 162 MB; a child that waits holds a few.
    assert left == 59
    assert resident < 120_000


def resident_kib(process: Path) -> int:
    line = next(one for one in (process / "status").read_text().splitlines() if "VmRSS" in one)
    return int(line.split()[1])


def test_without_a_decoder_the_clip_is_not_blamed(tmp_path: Path) -> None:
    with pytest.raises(DecoderUnavailable):
        read(CLIP, tmp_path / "nobody.sock")


HEAD_OF_TWO = Head(4, 2, Fraction(1, 30), Fraction(30), 2, has_sound=True)


def said(*messages: tuple[bytes, int, bytes]) -> bytes:
    return b"".join(MESSAGE.pack(letter, at, len(body)) + body for letter, at, body in messages)


GOOD_HEAD = (b"H", 0, pack_head(HEAD_OF_TWO))
PICTURE = bytes(4 * 2 * 3)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"short",
        said((b"P", 0, PICTURE)),
        said((b"H", 0, b"x" * HEAD.size)),
        said((b"H", 0, HEAD.pack(5000, 2, 1, 30, 30, 1, 2, False))),
        said((b"H", 0, HEAD.pack(4, 2, 1, 0, 30, 1, 2, False))),
        said(GOOD_HEAD, (b"P", 0, PICTURE[:-1])),
        said(GOOD_HEAD, (b"P", 0, PICTURE), (b"P", 0, PICTURE)),
        said(GOOD_HEAD, (b"P", -5, PICTURE)),
        said(GOOD_HEAD, (b"S", 0, b"abc")),
        said(GOOD_HEAD, (b"X", 0, b"")),
        said(GOOD_HEAD) + MESSAGE.pack(b"S", 0, 2**31),
    ],
)
def test_nothing_that_a_broken_child_says_is_believed(answer: bytes) -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(answer)
    theirs.shutdown(socket.SHUT_WR)

    with ours, theirs, pytest.raises(ChildEnded):
        hear(clip_client._Conversation(Line(ours)))


def hear(conversation: clip_client._Conversation) -> None:
    conversation.head()
    list(conversation.pieces())


def test_a_child_that_never_ends_a_clip_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clip_client, "MOST_PICTURES", 3)
    ours, theirs = socket.socketpair()
    theirs.sendall(said(GOOD_HEAD, *((b"P", at, PICTURE) for at in range(10))))

    with ours, theirs:
        conversation = clip_client._Conversation(Line(ours))
        conversation.head()
        with pytest.raises(ChildEnded):
            list(conversation.pieces())
