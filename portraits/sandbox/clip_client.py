"""Ask for a clip's pictures and sound; nothing that comes back is believed without a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from portraits.engine.clip.part import MAX_SECONDS, SLACK_S, Part
from portraits.engine.clip.reader import MOST_RATE, Head, Picture, Sound
from portraits.engine.clip.sound import RATE
from portraits.engine.clip.upright import LONG_SIDE
from portraits.engine.errors import (
    ClipTooLong,
    EmptyPart,
    EngineError,
    NotAClip,
    TooManyPixels,
    UnsupportedFormat,
)
from portraits.sandbox.client import limits_in_force
from portraits.sandbox.clip_wire import (
    END_LETTER,
    HEAD_LETTER,
    MESSAGE,
    PICTURE_LETTER,
    SOUND_LETTER,
    unpack_head,
)
from portraits.sandbox.line import ChildEnded, Line, connected
from portraits.sandbox.wire import Kind, Request

REFUSALS: dict[str, type[EngineError]] = {
    refusal.code: refusal for refusal in (ClipTooLong, EmptyPart, TooManyPixels, UnsupportedFormat)
}
MOST_PICTURES = round(MOST_RATE * (MAX_SECONDS + SLACK_S)) + 1
MOST_SOUND_BYTES = round(RATE * (MAX_SECONDS + SLACK_S)) * 4
LONGEST_CODE = 32


@contextmanager
def clip_in_child(
    chunks: Iterable[bytes], byte_count: int, part: Part, *, socket_path: Path
) -> Iterator[tuple[Head, Iterator[Picture | Sound]]]:
    """This function will have a clip decoded by a child of the server at `socket_path`.

    Leaving the block ends the child. `chunks` are the file's bytes, `byte_count` of them.

    :raises EngineError: NotAClip (also when the child crashed, was killed or took too long),
        ClipTooLong, EmptyPart, TooManyPixels, UnsupportedFormat; from the iterator too
    :raises DecoderUnavailable: when the server is not there, or went away meanwhile
    """
    try:
        with connected(socket_path) as connection:
            conversation = _Conversation(Line(connection))
            conversation.ask(chunks, byte_count, part)
            yield conversation.head(), conversation.pieces()
    except ChildEnded as ended:
        # A stopped server takes its children along: that is not the clip's fault.
        limits_in_force(socket_path)
        raise NotAClip("the decoder gave up on the clip") from ended


class _Conversation:
    """One clip, message by message."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._shape = (0, 0, 3)

    def ask(self, chunks: Iterable[bytes], byte_count: int, part: Part) -> None:
        request = Request(Kind.CLIP, byte_count, 0, part.start_ms, part.end_ms, part.with_sound)
        self._line.send(request.pack())
        for chunk in chunks:
            self._line.renew()
            self._line.send(chunk)

    def head(self) -> Head:
        letter, _at, content = self._message(most_bytes=64)
        if letter != HEAD_LETTER:
            raise ChildEnded("no head")
        try:
            head = unpack_head(content)
        except ValueError as error:
            raise ChildEnded("no head") from error
        sides = (head.width, head.height)
        if min(sides) < 2 or max(sides) > LONG_SIDE + 1 or head.time_base <= 0 or head.rate <= 0:
            raise ChildEnded("a head that cannot be")
        self._shape = (head.height, head.width, 3)
        return head

    def pieces(self) -> Iterator[Picture | Sound]:
        picture_bytes, pictures, sound_bytes, last = int(np.prod(self._shape)), 0, 0, -1
        while True:
            letter, at, content = self._message(most_bytes=max(picture_bytes, MOST_SOUND_BYTES))
            if letter == PICTURE_LETTER and len(content) == picture_bytes and at > last:
                pictures, last = pictures + 1, at
                yield Picture(at, np.frombuffer(content, np.uint8).reshape(self._shape))
            elif letter == SOUND_LETTER and len(content) % 4 == 0:
                sound_bytes += len(content)
                yield Sound(np.frombuffer(content, "<i2").reshape(-1, 2))
            elif letter == END_LETTER and not content:
                return
            else:
                raise ChildEnded("nonsense")
            if pictures > MOST_PICTURES or sound_bytes > MOST_SOUND_BYTES:
                raise ChildEnded("more than a minute")

    def _message(self, *, most_bytes: int) -> tuple[bytes, int, bytearray]:
        """The next message; a refusal is raised."""
        self._line.renew()
        letter, number, byte_count = MESSAGE.unpack(self._line.read(MESSAGE.size))
        if byte_count > most_bytes:
            raise ChildEnded("too much at once")
        content = self._line.read(byte_count)
        if letter == END_LETTER and content:
            code = bytes(content[:LONGEST_CODE]).decode("ascii", "replace")
            raise REFUSALS.get(code, NotAClip)("the decoder refused the clip")
        return letter, number, content
