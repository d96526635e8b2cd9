"""What an authenticator app shows (RFC 6238: SHA-1, 30 seconds, six digits)."""

import hmac
import time
from base64 import b32decode


def totp(secret: str) -> str:
    """The code of this half minute."""
    counter = int(time.time()) // 30
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
