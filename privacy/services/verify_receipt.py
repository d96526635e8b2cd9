"""Say whether a receipt is one of ours and unchanged."""

from dataclasses import dataclass
from typing import Any

from privacy import encryption
from privacy.services.destroy_object import RECEIPT_FORMAT
from privacy.services.sign_document import is_signed_by_us

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
    if not is_signed_by_us(receipt):
        return Verdict(is_valid=False, reason="signature")
    return Verdict(is_valid=True)
