"""Reads only: consents and policy, receipts, the state of the promises."""

from privacy.selectors.consents import (
    consent_rows,
    consent_text,
    current_policy,
    has_accepted_current_policy,
    has_consent,
    receipt_of,
)
from privacy.selectors.promise_states import PromiseState, promise_states

__all__ = [
    "PromiseState",
    "consent_rows",
    "consent_text",
    "current_policy",
    "has_accepted_current_policy",
    "has_consent",
    "promise_states",
    "receipt_of",
]
