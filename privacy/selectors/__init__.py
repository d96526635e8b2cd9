"""Reads only: consents and policy, receipts, the state of the promises."""

from privacy.selectors.consents import (
    coming_policy,
    consent_rows,
    consent_text,
    current_policy,
    has_accepted_current_policy,
    has_consent,
    policy_before,
    receipt_of,
    shown_policy,
)
from privacy.selectors.promise_states import PromiseState, promise_states

__all__ = [
    "PromiseState",
    "coming_policy",
    "consent_rows",
    "consent_text",
    "current_policy",
    "has_accepted_current_policy",
    "has_consent",
    "policy_before",
    "promise_states",
    "receipt_of",
    "shown_policy",
]
