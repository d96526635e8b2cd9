"""Say whether a receipt is one of ours and unchanged."""

import binascii
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

import rfc8785

from privacy import encryption
from privacy.services.destroy_object import RECEIPT_FORMAT

FIELDS = frozenset(
    {
        "v",
        "key_id",
        "class",
        "object",
        "created_at",
        "key_destroyed_at",
        "absent_verified_at",
        "reason",
        "signature",
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Valid, or why not: `format`, `unknown_key`, `signature`."""

    is_valid: bool
    reason: str = ""


def verify_receipt(receipt: dict[str, Any]) -> Verdict:
    """This function will check a receipt; spacing and order do not matter, other changes do."""
    if set(receipt) != FIELDS or receipt["v"] != RECEIPT_FORMAT:
        return Verdict(is_valid=False, reason="format")
    key_id = str(receipt["key_id"])
    if key_id not in {key.key_id for key in encryption.public_keys()}:
        return Verdict(is_valid=False, reason="unknown_key")
    body = {name: value for name, value in receipt.items() if name != "signature"}
    if not _is_signed(key_id, body, receipt["signature"]):
        return Verdict(is_valid=False, reason="signature")
    return Verdict(is_valid=True)


def _is_signed(key_id: str, body: dict[str, Any], signature: object) -> bool:
    try:
        raw = urlsafe_b64decode(f"{signature}==") if isinstance(signature, str) else b""
        canonical = rfc8785.dumps(body)
    except (binascii.Error, ValueError, rfc8785.CanonicalizationError):
        return False
    # "signature" with other padding decodes to the same bytes; the given-out form has none.
    is_plain = isinstance(signature, str) and "=" not in signature and len(raw) == 64
    return is_plain and encryption.verify_signature(key_id, canonical, raw)
