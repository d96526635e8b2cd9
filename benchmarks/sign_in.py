"""What a sign-in costs beside the hash: `python -m benchmarks.sign_in [--rounds N]`.

Hash, right and wrong password take turns in one process, so that a busy machine slows all alike.
Each sign-in goes through the whole site, from a browser that has no session yet. Goal: at most 1.3
times the bare hash. Commits are counted too: on a disk each may cost more than the hash.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from benchmarks.site_copy import PASSWORD, make_person, site_copy

DEFAULT_ROUNDS = 40
GOAL = 1.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=DEFAULT_ROUNDS)
    rounds = parser.parse_args().rounds
    with site_copy():
        _report(_measure(rounds))


def _measure(rounds: int) -> dict[str, list[float]]:
    from django.contrib.auth.hashers import check_password
    from django.test import Client

    person, browser = make_person("alice"), Client(SERVER_NAME="127.0.0.1")
    # Another address of the same network each time: thirty sign-ins a minute from one are refused.
    logging.disable(logging.WARNING)
    work: dict[str, Callable[[int], Any]] = {
        "bare hash": lambda _round: check_password(PASSWORD, person.password),
        "sign-in": lambda one: _sign_in(browser, person.email, PASSWORD, f"192.0.2.{one}", 302),
        "wrong password": lambda one: _sign_in(
            browser, person.email, "x" * 20, f"198.51.100.{one}", 200
        ),
    }
    for step in work.values():
        step(0)
    took: dict[str, list[float]] = {name: [] for name in work}
    for one in range(1, rounds + 1):
        for name, step in work.items():
            started = time.perf_counter()
            step(one)
            took[name].append(time.perf_counter() - started)
    return took


def _sign_in(browser: Any, email: str, password: str, address: str, expected: int) -> None:
    browser.cookies.clear()
    form = urlencode({"login": email, "password": password})
    kind = "application/x-www-form-urlencoded"
    answer = browser.post("/accounts/login/", form, content_type=kind, REMOTE_ADDR=address)
    if answer.status_code != expected:
        raise SystemExit(f"{answer.status_code} instead of {expected}")


def _report(took: dict[str, list[float]]) -> None:
    bare = statistics.median(took["bare hash"])
    for name, times in took.items():
        middle = statistics.median(times)
        print(f"{name:<16} {middle * 1000:7.1f} ms   {middle / bare:5.2f} x the bare hash")
    print(f"goal: a sign-in at most {GOAL} x")


if __name__ == "__main__":
    main()
