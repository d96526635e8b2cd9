"""Who works at the desk in tests, and requests for them to work on."""

from datetime import datetime
from typing import Any

from accounts.models import User
from privacy.models import Ticket
from privacy.registry.roles import Role
from privacy.services.open_ticket import open_ticket
from privacy.services.transitions import Actor, staff_actor
from tests.staff import make_staff

ANSWER = "This is what you asked for, all of it."


def make_agent(person: User) -> User:
    return make_staff(person, Role.SUPPORT)


def make_officer(person: User) -> User:
    return make_staff(person, Role.PRIVACY_OFFICER)


def actor(person: User) -> Actor:
    return staff_actor(person)


def ask(person: User | None, *, now: datetime, kind: str = "question", **more: Any) -> Ticket:
    """A request, as it is taken in."""
    return open_ticket(
        kind=kind, subject="When?", body="Please.", person=person, now=now, **more
    ).row
