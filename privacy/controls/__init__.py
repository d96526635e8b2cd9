"""Controls of what this app keeps, one module per part of the policy."""

from privacy.controls import (
    columns,
    consents,
    holds,
    network_log,
    policy_text,
    retention,
    rights,
    sealed_storage,
    tickets,
)

__all__ = [
    "columns",
    "consents",
    "holds",
    "network_log",
    "policy_text",
    "retention",
    "rights",
    "sealed_storage",
    "tickets",
]
