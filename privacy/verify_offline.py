"""Verify what we signed without us: a receipt, a certificate of erasure or a day's ledger head.

    python verify_offline.py DOCUMENT.json KEYS.json

Needs Python and the package `cryptography`, nothing else of this site: the file may be copied.
KEYS.json is what `/api/v1/receipts/keys/` gave out. The signature is Ed25519 (RFC 8032) over the
document without its `signature`, written as canonical JSON (RFC 8785). Exit status: 0 genuine and
unchanged, 1 not, 2 when a file cannot be read.
"""

import json
import sys
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENUINE, ALTERED, UNREADABLE = 0, 1, 2


class NotOurs(Exception):
    """The document is not what one of the keys signed; the message says why."""


def verify(document: dict[str, Any], keys: list[dict[str, Any]]) -> str:
    """This function will return the name of the key that signed exactly this document.

    :raises NotOurs: for a key that is not in the list, a wrong signature, an altered document
    """
    body = {name: value for name, value in document.items() if name != "signature"}
    key_id = body.get("key_id")
    key = next((one for one in keys if one["key_id"] == key_id), None)
    if key is None:
        raise NotOurs("it names a key that is not in the list")
    try:
        public = Ed25519PublicKey.from_public_bytes(_decoded(key["public_key"]))
        public.verify(_decoded(document.get("signature")), canonical(body).encode())
    except (InvalidSignature, ValueError) as wrong:
        raise NotOurs("the signature does not fit: something was changed") from wrong
    return str(key_id)


def canonical(value: Any) -> str:
    """This function will write JSON as RFC 8785 does, for what our documents are made of.

    :raises ValueError: for a number with a fraction, which none of them has
    """
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))


def _ordered(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError("our documents hold whole numbers only")
    if isinstance(value, dict):
        # By UTF-16 code units, as RFC 8785 sorts; our own names are plain ASCII.
        ordered = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: _ordered(value[name]) for name in ordered}
    return [_ordered(one) for one in value] if isinstance(value, list) else value


def _decoded(text: object) -> bytes:
    if not isinstance(text, str) or "=" in text:
        raise ValueError("base64url without padding was expected")
    return urlsafe_b64decode(f"{text}==")


def _read(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """This function will verify the file named and say so in one line."""
    if len(arguments) != 2:
        return _say(UNREADABLE, "usage: verify_offline.py DOCUMENT.json KEYS.json")
    try:
        document, keys = _read(arguments[0]), _read(arguments[1])["results"]
        key_id = verify(document, keys)
    except NotOurs as problem:
        return _say(ALTERED, f"NOT GENUINE: {problem}")
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return _say(UNREADABLE, "one of the files cannot be read, or is not what it should be")
    return _say(GENUINE, f"genuine and unchanged, signed with {key_id}")


def _say(status: int, words: str) -> int:
    (sys.stderr if status else sys.stdout).write(f"{words}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
