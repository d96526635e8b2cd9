"""Controls of what people agreed to: separate, recorded, and nothing beyond it."""

import json
from datetime import datetime

from privacy.models import ConsentState
from privacy.policies.consents import CONSENTS
from privacy.registry import declarations
from privacy.registry.control import Finding, Kind, control, tested
from privacy.services.append_ledger import entry_hash

# What rests on the contract, on law or on the safety of the service, and not on a consent.
WITHOUT_CONSENT = {"account", "security", "proof", "operation"}
SAMPLED_ANSWERS = 200

tested("M-5", "M-8", "P-8", "P-14")


@control("P-14", kind=Kind.SETTINGS)
def every_purpose_has_words_that_were_asked(_now: datetime) -> Finding:
    """What is kept about people serves a purpose they are asked about, or one the policy names."""
    known = WITHOUT_CONSENT | set(CONSENTS)
    unknown = sorted({one.purpose for one in declarations()} - known)
    return Finding(is_kept=not unknown, value=f"{len(unknown)} unknown purposes", target="0")


@control("K-6", kind=Kind.QUERY)
@control("M-5", kind=Kind.QUERY)
def answers_stand_in_the_ledger(_now: datetime) -> Finding:
    """The last answers are what the ledger holds, given by the person, unchanged since."""
    newest = ConsentState.objects.select_related("entry").order_by("-decided_at")
    sample = list(newest[:SAMPLED_ANSWERS])
    wrong = sum(not _is_recorded(state) for state in sample)
    return Finding(
        is_kept=wrong == 0,
        value=f"{wrong} of the last {len(sample)} answers differ from the ledger",
        target="0",
    )


def _is_recorded(state: ConsentState) -> bool:
    entry = state.entry
    said = json.loads(entry.payload)
    is_whole = entry.hash == entry_hash(
        entry.sequence, entry.stream, entry.payload, entry.previous_hash
    )
    answer = (said["purpose"], said["decision"], said["actor"])
    return is_whole and answer == (state.purpose, state.state, "self")
