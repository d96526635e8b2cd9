"""Controls of the exceptions to consent: each in force has its evidence, two people and an end.

X-7, X-8 and X-10 are kept by code and are green with none on file. The others rest on what staff
file: none on file is `unproven`, and the value says that none was needed.
"""

from datetime import datetime, timedelta

from privacy.models import BasisInvocation
from privacy.models.refusal import Refused
from privacy.registry.control import Finding, Kind, control, tested
from privacy.services.exceptions.exception_steps import require_evidence

Ground = BasisInvocation.Ground
# The schedule closes within the hour; a day later it has failed.
LATE = timedelta(days=1)
BY_CODE = (Ground.CONTRACT, Ground.OPERATION, Ground.RESEARCH)

tested("X-7", "X-8", "X-10")


def _bind(ground: BasisInvocation.Ground) -> None:
    def check(now: datetime) -> Finding:
        live = BasisInvocation.objects.filter(state=BasisInvocation.State.LIVE, ground=ground)
        wrong = [one for one in live if not _is_whole(one, now)]
        count = len(live)
        return Finding(
            is_kept=not wrong,
            value=f"{count} in force, {len(wrong)} without evidence, second person or past the end"
            if count
            else "nothing is done on this ground, so no record was needed",
            target="0 without, 0 past the end",
            records=count,
        )

    check.__name__ = "each_exception_is_whole"
    control(ground, kind=Kind.QUERY if ground in BY_CODE else Kind.RECORD)(check)


def _is_whole(basis: BasisInvocation, now: datetime) -> bool:
    if basis.approved_by in ("", basis.filed_by) or basis.until <= now - LATE:
        return False
    try:
        require_evidence(basis, min(now, basis.until - timedelta(seconds=1)))
    except Refused:
        return False
    return True


for _ground in Ground:
    _bind(_ground)
