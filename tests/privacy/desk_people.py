"""Who works at the desk in tests, and requests for them to work on."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission

from accounts.models import User
from privacy.models import Ticket
from privacy.services.move_ticket import Actor, staff_actor
from privacy.services.open_ticket import open_ticket

ANSWER = "This is what you asked for, all of it."


def give_rights(person: User, *codenames: str) -> User:
    """A member of the staff with rights at the desk, fresh from the database."""
    User.objects.filter(pk=person.pk).update(is_staff=True)
    person.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return User.objects.get(pk=person.pk)


def make_agent(person: User) -> User:
    return give_rights(person, "work_on_tickets")


def make_officer(person: User) -> User:
    return give_rights(person, "work_on_tickets", "decide_tickets")


def actor(person: User) -> Actor:
    return staff_actor(person)


def ask(person: User | None, *, now: datetime, kind: str = "question", **more: Any) -> Ticket:
    """A request, as it is taken in."""
    return open_ticket(
        kind=kind, subject="When?", body="Please.", person=person, now=now, **more
    ).row
