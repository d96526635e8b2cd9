"""The table of exceptions to consent, and what each ground asks for before it is in force."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from privacy.models import BasisInvocation, DeidRelease
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.registry.sharing import Ground as Case
from privacy.registry.sharing import Shareable, has_record
from privacy.services.transitions import SCHEDULED, Steps, step

State = BasisInvocation.State
Ground = BasisInvocation.Ground
# Nothing is open-ended; what only keeps the service running ends sooner.
LONGEST, LONGEST_OPERATION = timedelta(days=366), timedelta(days=30)
OF_LOGS = frozenset({Shareable.TECHNICAL, Shareable.ACTIVITY})
# Where it was published, and the day on which it was seen there.
SEEN = re.compile(r"https?://\S+.*\b\d{4}-\d{2}-\d{2}\b")

Has = Callable[[BasisInvocation, datetime], bool]


def require_evidence(basis: BasisInvocation, now: datetime) -> None:
    """This function will let pass an exception that has all its ground asks for.

    :raises Refused: `basis_incomplete`, 409
    """
    named = frozenset(basis.categories.split(","))
    is_short = basis.until - basis.starts_at <= LONGEST and basis.until > now
    is_named = named <= frozenset(Shareable)
    if not (is_short and is_named and basis.reason and EVIDENCE[Ground(basis.ground)](basis, now)):
        raise Refused("basis_incomplete", 409)


def _document(basis: BasisInvocation, _now: datetime) -> bool:
    return bool(basis.document_sha256)


def _request(basis: BasisInvocation, now: datetime) -> bool:
    """Never used alone: an authority's request must have come, with its documents."""
    return has_record(Case.AUTHORITY, basis.evidence, subject=None, now=now)


def _why_not_asked(basis: BasisInvocation, now: datetime) -> bool:
    return _document(basis, now) and bool(basis.evidence)


def _seen(basis: BasisInvocation, _now: datetime) -> bool:
    return SEEN.search(basis.evidence) is not None


def _cited(basis: BasisInvocation, _now: datetime) -> bool:
    return bool(basis.evidence.strip())


def _contract(basis: BasisInvocation, now: datetime) -> bool:
    return basis.subject is not None and _cited(basis, now)


def _of_logs(basis: BasisInvocation, _now: datetime) -> bool:
    is_short = basis.until - basis.starts_at <= LONGEST_OPERATION
    return is_short and frozenset(basis.categories.split(",")) <= OF_LOGS


def _released(basis: BasisInvocation, _now: datetime) -> bool:
    return basis.release is not None and basis.release.state == DeidRelease.State.APPROVED


EVIDENCE: Mapping[Ground, Has] = MappingProxyType(
    {
        Ground.DEFENCE: _document,
        Ground.PUBLIC_SAFETY: _document,
        Ground.PROSECUTION: _request,
        Ground.LIFE: _why_not_asked,
        Ground.PUBLISHED: _seen,
        Ground.PUBLIC_SOURCE: _cited,
        Ground.CONTRACT: _contract,
        Ground.OPERATION: _of_logs,
        Ground.NEWS: _cited,
        Ground.RESEARCH: _released,
        Ground.OTHER_LAW: _cited,
    }
)

STEPS: Steps = {
    "approve": step(
        (State.ASKED,),
        State.LIVE,
        Right.APPROVE_SHARING,
        not_by=("filed_by",),
        needs=(require_evidence,),
    ),
    "refuse": step((State.ASKED,), State.REFUSED, Right.APPROVE_SHARING),
    "end": step(
        (State.ASKED, State.LIVE),
        State.ENDED,
        Right.FILE_SHARING,
        Right.APPROVE_SHARING,
        SCHEDULED,
    ),
}
