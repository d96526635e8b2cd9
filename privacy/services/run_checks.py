"""Run the checks behind the promises, and keep what they found.

A run leaves one ledger entry with the hash of its results and one for every promise that changed
colour, so that a result cannot be rewritten later without notice. Of each day the last result of
each colour stays: enough for the strip of 90 days, and no more than some thousand rows.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from privacy.models import CheckResult, Heartbeat
from privacy.promises import PROMISES
from privacy.registry.control import Control, Finding, Kind, controls_of
from privacy.selectors.promise_states import latest_results
from privacy.services.append_ledger import append_ledger, canonical

WORST_FIRST = CheckResult.WORST_FIRST

logger = logging.getLogger(__name__)

Evidence = dict[str, Any] | None


def run_checks(*, now: datetime, only: Iterable[str] | None = None) -> list[CheckResult]:
    """This function will check every promise that has a control and return the results."""
    read_evidence: Callable[[], Evidence] = import_string(settings.EVIDENCE_READER)
    evidence = read_evidence()
    keys = [key for key in only or PROMISES if controls_of(key)]
    results = [_check_promise(key, evidence, now) for key in keys]
    with transaction.atomic():
        _chain(results, now)
        _thin_out(results, now)
        CheckResult.objects.bulk_create(results)
        Heartbeat.objects.update_or_create(name="checks", defaults={"at": now})
    return results


def _check_promise(key: str, evidence: Evidence, now: datetime) -> CheckResult:
    found = [(_run(bound, evidence, now)) for bound in controls_of(key)]
    status = next(colour for colour in WORST_FIRST if colour in {one for one, _finding in found})
    # What decided the colour is shown; when all is well, the first measured value.
    finding = next(finding for one, finding in found if one == status)
    return CheckResult(
        promise=key,
        status=status,
        value=finding.value[:200],
        target=finding.target[:200],
        checked_at=now,
    )


def _run(bound: Control, evidence: Evidence, now: datetime) -> tuple[str, Finding]:
    if bound.check is None:
        return _from_tests(bound.promise, evidence)
    try:
        finding = bound.check(now)
    except Exception as failure:
        logger.error("check_failed", extra={"promise": bound.promise, "control": bound.name})
        return CheckResult.Status.UNPROVEN, Finding(
            is_kept=False, value=f"the check failed: {type(failure).__name__}", target="it runs"
        )
    return _colour(bound, finding), finding


def _colour(bound: Control, finding: Finding) -> str:
    if not finding.is_kept:
        return CheckResult.Status.RED
    if bound.kind is not Kind.RECORD:
        return CheckResult.Status.GREEN
    # Nothing on file is no proof, however little there was to file.
    return CheckResult.Status.RECORDED if finding.records else CheckResult.Status.UNPROVEN


def _from_tests(key: str, evidence: Evidence) -> tuple[str, Finding]:
    target = "every test of it passes on this very code"
    if evidence is None:
        nothing = Finding(
            is_kept=False, value="no test run of this code is on record", target=target
        )
        return CheckResult.Status.UNPROVEN, nothing
    result = evidence["results"].get(key, {"passed": 0, "failed": 0})
    passed, failed = result["passed"], result["failed"]
    finding = Finding(
        is_kept=passed > 0 and failed == 0,
        value=f"{passed} passed, {failed} failed",
        target=target,
    )
    if failed:
        return CheckResult.Status.RED, finding
    return (CheckResult.Status.GREEN if passed else CheckResult.Status.UNPROVEN), finding


def _chain(results: list[CheckResult], now: datetime) -> None:
    before = latest_results()
    listed = [[result.promise, str(result.status), result.value] for result in results]
    digest = sha256(canonical({"results": listed}).encode()).hexdigest()
    append_ledger("checks", {"results": len(results), "results_sha256": digest}, now=now)
    for result in results:
        earlier = before.get(result.promise)
        if earlier is None or earlier.status != result.status:
            change = {
                "promise": result.promise,
                "from": earlier.status if earlier else "none",
                "to": str(result.status),
            }
            append_ledger("colours", change, now=now)


def _thin_out(results: list[CheckResult], now: datetime) -> None:
    """A result that says the same as one of earlier that day replaces it."""
    today = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    earlier = CheckResult.objects.filter(checked_at__gte=today, checked_at__lte=now)
    for status in CheckResult.Status:
        same = [result.promise for result in results if result.status == status]
        earlier.filter(status=status, promise__in=same).delete()
