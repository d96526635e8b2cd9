"""Decode a picture wherever this process is: by the decoder when it runs, else by an own child."""

from django.conf import settings

from portraits.engine.codec import Photo
from portraits.sandbox import DecoderUnavailable, decode_in_child, decode_in_own_child


def decode_photo(content: bytes, *, long_side: int) -> Photo:
    """This function will return the decoded picture; for commands, which may run alone.

    :raises EngineError: when it is no picture that we take
    """
    try:
        return decode_in_child(content, long_side=long_side, socket_path=settings.DECODER_SOCKET)
    except DecoderUnavailable:
        return decode_in_own_child(content, long_side=long_side)
