"""A small world in which every promise is kept, and the list of ways to break each one.

`@breach("F-6", "photos_go_at_once")` stands over a generator: what it does before its `yield`
breaks the rule that this control watches, what it does after mends it again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import transaction

from accounts.models import User
from portraits.models import Portrait
from portraits.services.render_portrait import render_portrait
from privacy.promises import PROMISES
from privacy.registry.control import Kind, controls_of
from tests.factories import make_template, send_photo


@dataclass
class World:
    """A person who agreed to everything asked, at a moment an hour after that."""

    person: User
    now: datetime
    settings: Any
    folder: Any

    @cached_property
    def portrait(self) -> Portrait:
        """Their finished portrait, whose photo is gone; made when a breach is about it."""
        before = self.now - timedelta(hours=1)
        template = make_template(now=before)
        job = send_photo(self.person, now=before, template=template)
        render_portrait(job.pk)
        job.refresh_from_db()
        return job


Breach = Callable[[World], Iterator[None]]
BREACHES: dict[tuple[str, str], list[Breach]] = defaultdict(list)


def breach(promise: str, control: str) -> Callable[[Breach], Breach]:
    """Add a way to break what a control watches."""

    def add(act: Breach) -> Breach:
        BREACHES[promise, control].append(act)
        return act

    return add


def taken_back(change: Callable[[], object], *, using: str = "default") -> Iterator[None]:
    """Something happens in a database for a while, and then never did."""
    point = transaction.savepoint(using=using)
    change()
    yield
    transaction.savepoint_rollback(point, using=using)


def replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    """An attribute, or an entry of a mapping, has another value for a while."""
    is_entry = isinstance(owner, dict)
    before = owner[name] if is_entry else getattr(owner, name)
    owner.__setitem__(name, value) if is_entry else setattr(owner, name, value)
    yield
    owner.__setitem__(name, before) if is_entry else setattr(owner, name, before)


def everything_passed() -> dict[str, Any]:
    """A test run in which every promise's tests passed."""
    return {"results": {key: {"passed": 1, "failed": 0} for key in PROMISES}}


def nothing_on_record() -> None:
    """No test run of this tree."""
    return


def whole(promise: str) -> str:
    """What a promise is while nothing is broken: in this world the staff have filed nothing."""
    on_record = any(bound.kind is Kind.RECORD for bound in controls_of(promise))
    return "unproven" if on_record else "green"
