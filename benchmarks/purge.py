"""How a purge grows: time and memory per due portrait, the longest transaction, reads meanwhile.

    python -m benchmarks.purge [--rows 1000 2000 4000]

SQLite in a folder of its own, or the servers of DATABASE_URL, KEYS_DATABASE_URL and
LOG_DATABASE_URL (empty databases). Every object is really sealed, destroyed and receipted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.site_copy import make_person, site_copy

EFFECT_BYTES = 2_000
MOST_TRANSACTION_MS = 200
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Watch:
    """What is measured while a purge runs."""

    transactions_ms: list[float] = field(default_factory=list)
    reads_ms: list[float] = field(default_factory=list)
    highest_rss: int = 0


def main() -> None:
    """Purge one size after the other and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 2000, 4000])
    options = parser.parse_args()
    with site_copy():
        owner, template = make_person("owner"), make_template()
        purge_rows(100, owner, template)
        print("| rows | s | ms a row | early | memory | longest transaction | reads, p95 |")
        print("|---|---|---|---|---|---|---|")
        seconds = [purge_rows(count, owner, template, is_told=True) for count in options.rows]
        per_row = [spent / count for spent, count in zip(seconds, options.rows, strict=True)]
        print(f"\ntime a row, largest over smallest size: {per_row[-1] / per_row[0]:.2f}")


def make_template() -> Any:
    """A template for the rows to point at; it is never rendered."""
    import numpy as np
    from django.utils import timezone

    from portraits.engine.template_pack import TemplatePack
    from portraits.services.publish_template import TemplateWords, store_template

    pack = TemplatePack(slug="plain", kind="look", recipe={"steps": []})
    words = TemplateWords(titles={"en": "Plain"}, source="drawn by our code", licence="CC0-1.0")
    picture = np.full((600, 480, 3), 128, np.uint8)
    return store_template(pack, picture, words=words, now=timezone.now())


def purge_rows(count: int, owner: Any, template: Any, *, is_told: bool = False) -> float:
    """Make due portraits, purge them, and return the seconds it took."""
    from django.utils import timezone

    from privacy.services.purge_expired import purge_expired

    make_due(count, owner, template)
    idle = [read_once(owner) for _reading in range(200)]
    watch, before = Watch(), rss()
    with watching(watch, owner):
        started = time.perf_counter()
        run = purge_expired(now=timezone.now(), trigger="command", only="portraits.Portrait")
        seconds = time.perf_counter() - started
    assert (run.done, run.failed, run.early) == (count, 0, 0), run.figures
    if is_told:
        longest = max(watch.transactions_ms)
        growth = (watch.highest_rss - before) / before
        slower = p95(watch.reads_ms) / p95(idle)
        print(
            f"| {count} | {seconds:.1f} | {seconds / count * 1000:.2f} | {run.early} | "
            f"{growth:+.1%} | {longest:.0f} ms (at most {MOST_TRANSACTION_MS}) | {slower:.1f} x |"
        )
    return seconds


def make_due(count: int, owner: Any, template: Any) -> None:
    """Portraits whose ten days ended a minute ago, each with a sealed object."""
    from django.utils import timezone

    from portraits.models import Portrait
    from privacy import storage
    from privacy.promises import EFFECT_KEPT

    over = timezone.now() - timedelta(minutes=1)
    content = os.urandom(EFFECT_BYTES)
    rows = (
        Portrait(
            owner=owner,
            template=template,
            status=Portrait.Status.READY,
            created_at=over - EFFECT_KEPT,
            ready_at=over - EFFECT_KEPT,
            expires_at=over,
            upload_object=uuid4(),
            upload_deleted_at=over - EFFECT_KEPT,
            effect_object=storage.seal_bytes(
                storage.EFFECT, content, now=over - EFFECT_KEPT, destroy_at=over
            ),
        )
        for _row in range(count)
    )
    while batch := list(islice(rows, 500)):
        Portrait.objects.bulk_create(batch)


@contextmanager
def watching(watch: Watch, owner: Any) -> Iterator[None]:
    """Time every transaction of this thread, and read pages' rows from another one."""
    from django.db import connections, transaction

    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
    begun: list[float] = []

    def timed_enter(self: Any) -> Any:
        begun.append(time.perf_counter())
        return enter(self)

    def timed_leave(self: Any, *error: Any) -> Any:
        done = leave(self, *error)
        watch.transactions_ms.append((time.perf_counter() - begun.pop()) * 1000)
        return done

    stopped = threading.Event()
    reader = threading.Thread(target=read_for_ever, args=(watch, owner, stopped, connections))
    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    reader.start()
    try:
        yield
    finally:
        stopped.set()
        reader.join()
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave  # type: ignore[method-assign]


def read_for_ever(watch: Watch, owner: Any, stopped: Any, connections: Any) -> None:
    """What a gallery reads, fifty times a second."""
    while not stopped.wait(0.02):
        watch.reads_ms.append(read_once(owner))
        watch.highest_rss = max(watch.highest_rss, rss())
    connections.close_all()


def read_once(owner: Any) -> float:
    """One gallery page's rows, in milliseconds."""
    from django.utils import timezone

    from portraits.selectors import portraits_of

    return timed_ms(lambda: list(portraits_of(owner).on_show(timezone.now())[:24]))


def timed_ms(act: Callable[[], object]) -> float:
    """How long an act takes."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def p95(values: list[float]) -> float:
    """The value that 19 of 20 stay below."""
    return statistics.quantiles(values, n=20)[-1]


def rss() -> int:
    """The memory of this process that is really in use, in bytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE


if __name__ == "__main__":
    main()
