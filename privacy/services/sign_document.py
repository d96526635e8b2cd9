"""Sign what we give out as proof: Ed25519 (RFC 8032) over canonical JSON (RFC 8785) of the rest."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import rfc8785

from privacy import encryption


def sign_document(body: dict[str, Any]) -> dict[str, Any]:
    """This function will return the body with the key's name and the signature."""
    named = body | {"key_id": encryption.public_keys()[-1].key_id}
    _key_id, signature = encryption.sign(rfc8785.dumps(named))
    return named | {"signature": urlsafe_b64encode(signature).rstrip(b"=").decode()}


def is_signed_by_us(document: dict[str, Any]) -> bool:
    """This function will say whether one of our keys signed exactly this document."""
    body = {name: value for name, value in document.items() if name != "signature"}
    signature = document.get("signature")
    try:
        raw = urlsafe_b64decode(f"{signature}==") if isinstance(signature, str) else b""
        canonical = rfc8785.dumps(body)
    except (binascii.Error, ValueError, rfc8785.CanonicalizationError):
        return False
    # A signature with other padding decodes to the same bytes; the given-out form has none.
    is_plain = isinstance(signature, str) and "=" not in signature and len(raw) == 64
    return is_plain and encryption.verify_signature(str(body.get("key_id")), canonical, raw)
