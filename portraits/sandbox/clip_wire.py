"""What a child says about a clip: a head, then pictures and sound in turn, then how it ended.

Every message is a letter, a number and a byte count, then that many bytes. H: the head. P: a
picture at that tick, row by row, three bytes a pixel. S: samples, int16, stereo. E: the end, with
the code of a refusal or nothing.
"""

from __future__ import annotations

import struct
from fractions import Fraction

from portraits.engine.clip.reader import Head

MESSAGE = struct.Struct("!cqI")
HEAD = struct.Struct("!IIIIIII?")
HEAD_LETTER, PICTURE_LETTER, SOUND_LETTER, END_LETTER = b"H", b"P", b"S", b"E"


def pack_head(head: Head) -> bytes:
    """This function will return the head as bytes."""
    return HEAD.pack(
        head.width,
        head.height,
        *head.time_base.as_integer_ratio(),
        *head.rate.limit_denominator(1_000_000).as_integer_ratio(),
        head.count,
        head.has_sound,
    )


def unpack_head(content: bytes | bytearray) -> Head:
    """This function will return the head that these bytes are.

    :raises ValueError: when they cannot be one
    """
    try:
        width, height, tick, ticks, rate, per, count, has_sound = HEAD.unpack(content)
        return Head(width, height, Fraction(tick, ticks), Fraction(rate, per), count, has_sound)
    except (struct.error, ZeroDivisionError) as error:
        raise ValueError("no head") from error
