"""What somebody wants to give to somebody, on which ground: the question put to the gate."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from privacy.models import BasisInvocation, DeidRelease, ThirdParty
from privacy.registry.sharing import NOTHING, Ground, Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One question to the gate.

    `party` is the recipient, or None for one that only the `reference` names: an authority's
    request, a guardian's link, a person's own choice. `reference` is the id of the record that the
    ground rests on. A `release` leaves instead of fields; `basis` is the exception to consent that
    research and other cases in law need.
    """

    ground: Ground
    purpose: str
    region: str
    party: ThirdParty | None = None
    payload: Payload = NOTHING
    subject: Any = None
    reference: str = ""
    release: DeidRelease | None = None
    basis: BasisInvocation | None = None


@dataclass(frozen=True, slots=True)
class Permit:
    """The gate's yes to exactly these bytes; whoever sends shows it. Only the gate makes one."""

    event: UUID
    payload_sha256: str
    given_at: datetime
