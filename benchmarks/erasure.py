"""How long a cancellation takes: `python -m benchmarks.erasure [--sizes 50 100 200]`.

One person for each size, with so many portraits in the sealed store, cancels the account: the time
until the answer, and until everything is verified gone. Goals for 1,000 portraits: 2 s and 60 s,
growing in step with their number.
"""

from __future__ import annotations

import argparse
import logging
import os
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.site_copy import make_person, site_copy

if TYPE_CHECKING:
    from accounts.models import User
    from portraits.models import Template

DEFAULT_SIZES = (50, 100, 200)
# About what a portrait's file has.
EFFECT_BYTES = 200_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=DEFAULT_SIZES)
    sizes = parser.parse_args().sizes
    with site_copy():
        logging.disable(logging.WARNING)
        template = _template()
        rows = [(size, *_cancel(size, template)) for size in sizes]
    _report(rows)


def _template() -> Template:
    from django.utils import timezone

    from portraits.models import Template

    return Template.objects.create(slug="plain", kind="look", created_at=timezone.now())


def _cancel(size: int, template: Template) -> tuple[float, float]:
    from django.utils import timezone

    from accounts.services.cancel_account import cancel_account, finish_cancellation

    person = make_person(f"owner-of-{size}")
    for _one in range(size):
        _give_portrait(person, template)
    started = time.perf_counter()
    erasure = cancel_account(person, now=timezone.now()).erasure
    answered = time.perf_counter()
    finish_cancellation(erasure)
    erasure.refresh_from_db()
    if erasure.verified_at is None:
        raise SystemExit("not verified")
    return answered - started, time.perf_counter() - answered


def _give_portrait(person: User, template: Template) -> None:
    from uuid import uuid4

    from django.utils import timezone

    from portraits.models import Portrait
    from privacy import storage

    now = timezone.now()
    ends_at = now + timedelta(days=10)
    effect = os.urandom(EFFECT_BYTES)
    Portrait.objects.create(
        owner=person,
        template=template,
        status=Portrait.Status.READY,
        created_at=now,
        ready_at=now,
        expires_at=ends_at,
        effect_object=storage.seal_bytes(storage.EFFECT, effect, now=now, destroy_at=ends_at),
        upload_object=uuid4(),
        upload_deleted_at=now,
    )


def _report(rows: list[tuple[int, float, float]]) -> None:
    _size, _answered, first = rows[0]
    print("portraits   answered    verified   a portrait   against the first")
    for size, answered, verified in rows:
        each, before = verified / size, first / rows[0][0]
        print(
            f"{size:9d} {answered:8.2f} s {verified:9.2f} s {each * 1000:9.1f} ms"
            f" {each / before:12.2f} x"
        )
    print("goals for 1,000: answered within 2 s, verified within 60 s")


if __name__ == "__main__":
    main()
