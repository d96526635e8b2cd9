"""Where each promise stands: what was found last, or plainly that nothing checks it yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import get_language

from privacy.models import CheckResult
from privacy.promises import PROMISES, Promise
from privacy.registry.control import controls_of


@dataclass(frozen=True, slots=True)
class PromiseState:
    """One promise as the page and the API show it."""

    key: str
    clause: int
    flag: str
    says: str
    control: str
    status: str
    checked_at: datetime | None
    value: str | None
    target: str | None

    def as_json(self) -> dict[str, Any]:
        """This function will return the API's shape, without the address of the evidence."""
        checked_at = self.checked_at.astimezone(UTC) if self.checked_at else None
        return {
            "key": self.key,
            "clause": self.clause,
            "flag": self.flag,
            "says": self.says,
            "control": self.control,
            "status": self.status,
            "checked_at": checked_at.isoformat().replace("+00:00", "Z") if checked_at else None,
            "value": self.value,
            "target": self.target,
        }


def latest_results() -> dict[str, CheckResult]:
    """This function will return each promise's newest result."""
    newest: dict[str, CheckResult] = {}
    # The newest run holds nearly all of them, so the loop ends early however long the history is.
    wanted = {key for key in PROMISES if controls_of(key)}
    for result in CheckResult.objects.order_by("-checked_at", "-id").iterator(chunk_size=400):
        newest.setdefault(result.promise, result)
        if wanted <= newest.keys():
            break
    return newest


def promise_states(newest: Mapping[str, CheckResult] | None = None) -> list[PromiseState]:
    """This function will return all promises in the policy's order.

    `newest` are the results to show, where they were read already.
    """
    newest = latest_results() if newest is None else newest
    return [_state(promise, newest.get(promise.key)) for promise in PROMISES.values()]


def _state(promise: Promise, result: CheckResult | None) -> PromiseState:
    is_chinese = (get_language() or "en").startswith("zh")
    return PromiseState(
        key=promise.key,
        clause=promise.clause,
        flag=promise.flag,
        says=promise.says_zh if is_chinese else promise.says,
        control=promise.control,
        status=_status(promise, result),
        checked_at=result.checked_at if result else None,
        value=result.value if result else None,
        target=result.target if result else None,
    )


def _status(promise: Promise, result: CheckResult | None) -> str:
    if result is not None:
        return str(result.status)
    if controls_of(promise.key):
        return "unproven"
    # Text only: nothing can be checked; everything else is not built until a control is bound.
    return "text" if promise.flag == "T" else "not_built"
