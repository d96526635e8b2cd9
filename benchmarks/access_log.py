"""A person's own log of looks with 1,000,000 entries: what the page and the API cost.

    python -m benchmarks.access_log [--looks 1000000] [--hers 100000]

Each is compared with a bare page of the same run. The entries are written behind the ledger's
back, since appending them one by one would take an hour; their shape is that of one real look.
"""

from __future__ import annotations

import argparse
import json
from typing import Any
from uuid import uuid4

from benchmarks.desk import BARE, HOST, _median_ms, _queries
from benchmarks.site_copy import make_person, site_copy

BATCH = 10_000
MOST_QUERIES, MOST_TIMES_BARE = 6, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--looks", type=int, default=1_000_000)
    parser.add_argument("--hers", type=int, default=100_000)
    given = parser.parse_args()
    with site_copy():
        person = make_person("alice")
        _fill(person, given.looks, given.hers)
        print(json.dumps(_measured(person) | {"looks": given.looks, "hers": given.hers}))


def _fill(person: Any, looks: int, hers: int) -> None:
    """Her looks lie spread among those at ten thousand others."""
    from django.utils import timezone

    from privacy.models import LedgerEntry, LedgerHead, StaffLook
    from privacy.services.log_staff_access import Purpose, log_staff_access

    now = timezone.now()
    purpose = Purpose("answer", f"ticket {uuid4()}")
    sample = log_staff_access(
        None, subject=person, model="accounts.User", key="email", purpose=purpose, now=now
    )
    others = [uuid4() for _ in range(10_000)]
    every = max(1, looks // hers)
    for first in range(1, looks, BATCH):
        entries, rows = [], []
        for number in range(first, min(looks, first + BATCH)):
            sequence = sample.sequence + number
            is_hers = number % every == 0
            entries.append(
                LedgerEntry(
                    sequence=sequence,
                    stream=sample.stream,
                    subject=sample.subject if is_hers else others[number % len(others)],
                    at=now,
                    payload=sample.payload,
                    previous_hash=f"p{sequence:063d}",
                    hash=f"h{sequence:063d}",
                )
            )
            rows.append(
                StaffLook(
                    entry=sequence, by="person 9", at=now, model="accounts.User", case=purpose.case
                )
            )
        LedgerEntry.objects.bulk_create(entries)
        StaffLook.objects.bulk_create(rows)
    LedgerHead.objects.update(sequence=sample.sequence + looks)


def _measured(person: Any) -> dict[str, Any]:
    from django.test import Client
    from django.utils import timezone

    from accounts.services.create_token import create_token
    from privacy.selectors.access_log import access_log_of

    browser = Client(**HOST)
    browser.force_login(person, "accounts.backends.sign_in.SignInBackend")
    token = create_token(person, scopes=["account"], now=timezone.now()).secret
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    every = list(access_log_of(person).values_list("sequence", flat=True))
    middle = f"?before={every[len(every) // 2]}"
    pages = {
        "newest": lambda: browser.get("/settings/my-data/looks/"),
        "middle": lambda: browser.get(f"/settings/my-data/looks/{middle}"),
        "my data": lambda: browser.get("/settings/my-data/"),
        "api": lambda: Client(**HOST).get("/api/v1/me/access-log/", **bearer),
    }
    bare_ms = _median_ms(lambda: Client(**HOST).get(BARE))
    found: dict[str, Any] = {"bare_ms": bare_ms}
    for name, ask in pages.items():
        took = _median_ms(ask)
        found[name] = {
            "ms": took,
            "times_bare": round(took / bare_ms, 1),
            "queries": _queries(ask),
        }
    found["is_kept"] = all(
        found[name]["queries"] <= MOST_QUERIES and found[name]["times_bare"] <= MOST_TIMES_BARE
        for name in ("newest", "middle", "api")
    )
    return found


if __name__ == "__main__":
    main()
