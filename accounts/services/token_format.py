"""What a personal access token looks like: `pst_`, 32 random bytes, a checksum.

The prefix lets secret scanners find one that leaked; the checksum tells a mistyped one without a
look into the database. Only the SHA-256 is stored: with 256 random bits no slow hash is needed.
"""

import hashlib
import re
import secrets
import zlib
from base64 import urlsafe_b64encode

PREFIX = "pst_"
# 43 characters carry 32 bytes, 6 carry the CRC-32, in base64url without padding.
SHAPE = re.compile(r"pst_[A-Za-z0-9_-]{49}")


def new_secret() -> str:
    """This function will return a fresh token."""
    body = _base64url(secrets.token_bytes(32))
    return PREFIX + body + _checksum(body)


def is_well_formed(secret: str) -> bool:
    """This function will say whether the text can be a token at all."""
    if not SHAPE.fullmatch(secret):
        return False
    return secrets.compare_digest(_checksum(secret[4:47]), secret[47:])


def stored_form(secret: str) -> str:
    """This function will return what of a token is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _checksum(body: str) -> str:
    return _base64url(zlib.crc32(body.encode()).to_bytes(4, "big"))


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
