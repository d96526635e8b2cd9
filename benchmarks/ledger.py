"""How fast the ledger takes an entry, beside the barest commit, and how its verification grows.

    python -m benchmarks.ledger [--entries 2000 4000 8000]

SQLite in a folder of its own, or the server of DATABASE_URL (an empty database). Both kinds of
commits alternate in blocks, so that both see the same machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from benchmarks.site_copy import site_copy

BLOCK = 100
LEAST_SHARE = 0.5


def main() -> None:
    """Append, compare, verify, and print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[2000, 4000, 8000])
    options = parser.parse_args()
    with site_copy():
        print("| entries | appends a second | bare commits a second | share | verified in |")
        print("|---|---|---|---|---|")
        pace = [measure(count) for count in options.entries]
        print(f"\nverification an entry, largest over smallest size: {pace[-1] / pace[0]:.2f}")


def measure(count: int) -> float:
    """Bring the ledger to a size; returns the seconds that verifying takes an entry."""
    from privacy.models import LedgerEntry
    from privacy.services.append_ledger import ledger_faults

    appending = bare = 0.0
    made, missing = 0, count - LedgerEntry.objects.count()
    while made < missing:
        appending += timed(append_entry, BLOCK)
        bare += timed(commit_one_row, BLOCK)
        made += BLOCK
    started = time.perf_counter()
    faults = list(ledger_faults())
    verifying = time.perf_counter() - started
    assert faults == []
    entries = LedgerEntry.objects.count()
    share = bare / appending
    print(
        f"| {entries} | {made / appending:.0f} | {made / bare:.0f} | "
        f"{share:.2f} (at least {LEAST_SHARE}) | {verifying:.2f} s |"
    )
    return verifying / entries


def append_entry() -> None:
    """An entry as large as a consent's."""
    from uuid import uuid4

    from django.utils import timezone

    from privacy.services.append_ledger import append_ledger

    event = {"purpose": "face_portrait", "decision": "granted", "text_sha256": "0" * 64}
    append_ledger("consents", event, now=timezone.now(), subject=uuid4())


def commit_one_row() -> None:
    """The barest thing that a database can make durable: one row in one commit."""
    from django.utils import timezone

    from privacy.models import CheckResult

    CheckResult.objects.create(
        promise="F-8", status="green", value="0", target="0", checked_at=timezone.now()
    )


def timed(act: Callable[[], None], times: int) -> float:
    """Seconds that a number of acts take."""
    started = time.perf_counter()
    for _time in range(times):
        act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
