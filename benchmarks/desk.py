"""The privacy desk with 100,000 requests: what its list costs, and new holidays over all of them.

    python -m benchmarks.desk [--tickets 100000]

The list is compared with a bare page of the same run; the recount of the deadlines is timed for
a hundredth, a tenth and all of the requests, broken off in the middle and continued, and every day
is compared with the one before it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.site_copy import make_person, site_copy

START = datetime(2026, 9, 1, 4, tzinfo=UTC)
REPEATS = 7
PARTS = (100, 10, 1)
# Made up: nobody has announced that year. With every weekend of January worked, some days that were
# promised with caution move still earlier, so that moving them is timed too.
NEXT_YEAR = {
    "off": ["01-01", "02-08", "02-09", "02-10"],
    "worked": ["01-02", "01-03", "01-09", "01-10", "01-16", "01-17", "01-23", "01-24"],
}
DESK = "/admin/privacy/ticket/"
BARE = "/privacy/cookies/"
HOST = {"SERVER_NAME": "localhost"}


class PulledPlug(Exception):
    """The recount is broken off here."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    count = parser.parse_args().tickets
    with site_copy():
        person = make_person("alice")
        # The small sizes first, while no mass deletion is still being written behind them.
        print(json.dumps({"recount": _recount(person, count), "list": _list(person, count)}))


def _list(person: Any, count: int) -> dict[str, Any]:
    from django.test import Client

    _empty()
    _fill(person, count)
    desk = _desk(make_person("agent"))
    pages = {
        "queue": DESK,
        "overdue": f"{DESK}?queue=overdue",
        "provisional": f"{DESK}?queue=provisional",
        "all": f"{DESK}?queue=all",
        "figures": f"{DESK}figures/",
    }
    bare_ms = _median_ms(lambda: Client(**HOST).get(BARE))
    found: dict[str, Any] = {"tickets": count, "bare_ms": bare_ms}
    for name, address in pages.items():
        took = _median_ms(lambda address=address: desk.get(address))
        found[name] = {
            "ms": took,
            "times_bare": round(took / bare_ms, 1),
            "queries": _queries(lambda address=address: desk.get(address)),
        }
    return found


def _recount(person: Any, count: int) -> dict[int, dict[str, Any]]:
    """For each size; `times_the_smallest` is 1 where time grows with the number and no more."""
    found = {count // part: _recount_of(person, count // part) for part in PARTS}
    smallest = found[count // PARTS[0]]["microseconds_a_clock"]
    for one in found.values():
        one["times_the_smallest"] = round(one["microseconds_a_clock"] / smallest, 2)
    return found


def _recount_of(person: Any, size: int) -> dict[str, Any]:
    from privacy.models import TicketClock, TicketEvent
    from privacy.services.recompute_deadlines import recompute_deadlines

    _empty()
    _fill(person, size)
    before = dict(TicketClock.objects.values_list("pk", "due_on"))
    _load_next_year()
    started = time.perf_counter()
    reached = _broken_off(len(before) // 2)
    rest = recompute_deadlines(now=START)
    seconds = time.perf_counter() - started
    after = dict(TicketClock.objects.values_list("pk", "due_on"))
    later = sum(after[key] > day for key, day in before.items())
    assert reached + rest == len(before), "some were counted twice, or not at all"
    assert later == 0, "a day that was shown moved later"
    return {
        "clocks": len(before),
        "broken_off_after": reached,
        "seconds": round(seconds, 2),
        "microseconds_a_clock": round(1e6 * seconds / len(before)),
        "earlier": sum(after[key] < day for key, day in before.items()),
        "later": later,
        "lines_in_timelines": TicketEvent.objects.filter(act="recount").count(),
        "still_provisional": TicketClock.objects.filter(is_provisional=True).count(),
    }


def _empty() -> None:
    from privacy.models import Ticket, WorkCalendar

    Ticket.objects.all().delete()
    WorkCalendar.objects.all().delete()


def _broken_off(at: int) -> int:
    from privacy.services.recompute_deadlines import recompute_deadlines

    reached = 0

    def stop(done: int) -> None:
        nonlocal reached
        reached = done
        if done >= at:
            raise PulledPlug

    with suppress(PulledPlug):
        recompute_deadlines(now=START, report=stop)
    return reached


def _fill(person: Any, count: int) -> None:
    """Rows as the service makes them, from one real request for each day of four months."""
    from privacy.models import Ticket, TicketClock
    from privacy.services.open_ticket import open_ticket

    samples = []
    for offset in range(120):
        words = {"kind": "question", "subject": "When?", "body": "Please.", "person": person}
        row = open_ticket(now=START + timedelta(days=offset), **words).row
        samples.append((row, list(row.clocks.all())))
    left = max(0, count - len(samples))
    for first in range(0, left, 5_000):
        tickets, clocks = [], []
        for index in range(first, min(left, first + 5_000)):
            row, its_clocks = samples[index % len(samples)]
            ticket = Ticket(**_columns(row))
            tickets.append(ticket)
            clocks += [TicketClock(**_columns(one) | {"ticket": ticket}) for one in its_clocks]
        Ticket.objects.bulk_create(tickets)
        TicketClock.objects.bulk_create(clocks)


def _columns(row: Any) -> dict[str, Any]:
    fields = [one for one in row._meta.concrete_fields if not one.primary_key]
    return {one.attname: getattr(row, one.attname) for one in fields if one.name != "ticket"}


def _load_next_year() -> None:
    from privacy.services.load_calendar import load_calendar
    from privacy.working_days import BUNDLED_FILE

    data = json.loads(BUNDLED_FILE.read_text(encoding="utf-8"))
    data["years"]["2027"] = NEXT_YEAR
    load_calendar(json.dumps(data | {"version": "2027.1"}), region="CN", now=START)


def _desk(agent: Any) -> Any:
    """A browser of somebody who works at the desk and has shown a second factor."""
    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
    from django.test import Client

    from privacy.registry.roles import Role
    from tests.staff import make_staff

    agent = make_staff(agent, Role.SUPPORT)
    client = Client(**HOST)
    client.force_login(agent, "accounts.backends.sign_in.SignInBackend")
    session = client.session
    proof = {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
    session["account_authentication_methods_user"] = str(agent.pk)
    session.save()
    return client


def _median_ms(ask: Callable[[], Any]) -> float:
    assert ask().status_code == 200
    took = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - started))
    return round(statistics.median(took), 1)


def _queries(ask: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


if __name__ == "__main__":
    main()
