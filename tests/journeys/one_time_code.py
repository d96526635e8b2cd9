"""What an authenticator app shows (RFC 6238: SHA-1, 30 seconds, six digits)."""

import hmac
import time
from base64 import b32decode

PERIOD_S = 30
TYPING_S = 4


def totp(secret: str) -> str:
    """The code of this half minute, with time left to type it."""
    left = PERIOD_S - time.time() % PERIOD_S
    if left < TYPING_S:
        time.sleep(left)
    counter = int(time.time()) // PERIOD_S
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
