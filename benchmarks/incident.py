"""An incident that touches everybody: `python -m benchmarks.incident [--sizes 1000 10000 100000]`.

For each size so many people, with a portrait each, are on a copy of the site. The search for them
and the delivery of their notices (in the page and to be mailed) are broken off in the middle and
taken up again by a fresh look at the rows; the cost of a person is compared with that at the
smallest size, and memory with what was resident before. Seconds are those of the processor, so
that what else the machine does counts as little as can be.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks.memory import peak_above_mb
from benchmarks.site_copy import make_person, site_copy

if TYPE_CHECKING:
    from privacy.models import Incident

DEFAULT_SIZES = (1_000, 10_000, 100_000)
MADE_AT_ONCE = 2_000


@dataclass
class Row:
    """One size: processor seconds of the search and of the delivery, and the peak of the memory."""

    people: int
    search_s: float
    deliver_s: float
    peak_mb: float

    @property
    def person_ms(self) -> float:
        return 1000 * (self.search_s + self.deliver_s) / self.people


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=DEFAULT_SIZES)
    sizes = parser.parse_args().sizes
    with site_copy():
        from django.conf import settings

        settings.HAS_MAIL = True
        make_person("first")
        rows = [_measure(size) for size in sizes]
    print("people     search   delivery   a person   against the first   memory")
    for row in rows:
        print(
            f"{row.people:7d} {row.search_s:8.2f} s {row.deliver_s:8.2f} s {row.person_ms:7.3f} ms"
            f" {row.person_ms / rows[0].person_ms:15.2f} x {row.peak_mb:8.1f} MB"
        )


def _measure(size: int) -> Row:
    _fill(size)
    row = Row(size, 0.0, 0.0, 0.0)
    row.peak_mb = peak_above_mb(lambda: _run(row))
    return row


def _run(row: Row) -> None:
    from django.utils import timezone

    from privacy.models import AffectedPerson, Notice, NoticeDelivery
    from privacy.services.incidents.deliver_notice import deliver_notice
    from privacy.services.incidents.search_affected import BATCH_PEOPLE, search_affected
    from privacy.services.incidents.write_notice import publish_notice, write_notice
    from tests.privacy.incident_people import PUBLISHER, WHOLE, WRITER, open_one

    now, half = timezone.now(), max(1, row.people // BATCH_PEOPLE // 2)
    incident = open_one(now=now, classes=["portraits.Portrait"])
    row.search_s = _in_two(incident, search_affected, half)
    write_notice(incident, WHOLE, by=WRITER, now=now)
    publish_notice(incident, by=PUBLISHER, now=now)
    row.deliver_s = _in_two(incident, deliver_notice, half)
    affected = AffectedPerson.objects.filter(incident=incident)
    notices = Notice.objects.filter(cause=str(incident.pk))
    assert affected.count() == affected.values("subject").distinct().count() == row.people
    assert notices.count() == notices.values("person").distinct().count() == row.people
    assert NoticeDelivery.objects.filter(notice__in=notices).count() == 2 * row.people


def _in_two(incident: Incident, work: Callable[..., bool], half: int) -> float:
    """Do half of the work, forget everything in memory, and do the rest."""
    from django.utils import timezone

    from privacy.models import Incident

    now, started = timezone.now(), time.process_time()
    assert not work(incident, now=now, most_batches=half)
    again = Incident.objects.get(pk=incident.pk)
    assert work(again, now=now)
    spent = time.process_time() - started
    incident.refresh_from_db()
    return spent


def _fill(size: int) -> None:
    """Bring the copy to so many people, each with a portrait that waits."""
    from django.utils import timezone

    from accounts.models import User
    from portraits.models import Portrait, Template
    from privacy.models import SubjectPseudonym

    now = timezone.now()
    template = Template.objects.get_or_create(
        slug="plain", defaults={"kind": "look", "created_at": now}
    )[0]
    missing = range(User.objects.count(), size)
    _make(User, (User(email=f"one{number}@example.org") for number in missing))
    nameless = User.objects.filter(pseudonym__isnull=True)
    _make(
        SubjectPseudonym,
        (SubjectPseudonym(person=one, created_at=now) for one in nameless.iterator()),
    )
    without = User.objects.filter(portraits__isnull=True).iterator()
    _make(
        Portrait,
        (
            Portrait(owner=one, template=template, created_at=now, upload_object=uuid4())
            for one in without
        ),
    )


def _make(model: Any, rows: Iterator[Any]) -> None:
    """In slices: what a whole list leaves behind in memory would hide the peak of the work."""
    while batch := list(islice(rows, MADE_AT_ONCE)):
        model.objects.bulk_create(batch)


if __name__ == "__main__":
    main()
