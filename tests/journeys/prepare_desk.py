"""Run by itself in a running copy's environment: who works at the desk, and requests of other days.

The clock is an argument of every service, so that requests come in before a Spring Festival and
before a new year that nobody has announced, whatever day it is. What it made it says as JSON.
"""

import json
import os
import sys
from datetime import UTC, date, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portrait_site.settings")
django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.services.register_user import register_user  # noqa: E402
from privacy.services.open_ticket import open_ticket  # noqa: E402
from tests.journeys.steps import PASSWORD  # noqa: E402
from tests.privacy.desk_people import make_agent, make_officer  # noqa: E402

BEFORE_SPRING = datetime(2026, 2, 10, 4, tzinfo=UTC)
BEFORE_NEW_YEAR = datetime(2026, 12, 18, 4, tzinfo=UTC)
WORDS = {"subject": "Which of my data?", "body": "Tell me what you hold, please."}


def main() -> None:
    alice = person("alice")
    spring = open_ticket(kind="question", person=alice, now=BEFORE_SPRING, **WORDS).row
    winter = open_ticket(kind="question", person=alice, now=BEFORE_NEW_YEAR, **WORDS).row
    made = {
        "alice": alice.email,
        "spring": str(spring.pk),
        "winter": str(winter.pk),
        "agent": staff(make_agent(person("agent"))),
        "officer": staff(make_officer(person("officer"))),
    }
    sys.stdout.write(json.dumps(made))


def person(name: str) -> User:
    return register_user(
        email=f"{name}@desk.example.org",
        password=PASSWORD,
        birth_date=date(1990, 5, 17),
        guardian_email=None,
        accept_policy="1",
        locale="en",
        now=timezone.now(),
        address_hash=name,
    )


def staff(member: User) -> dict[str, str]:
    """An address, and the secret of the authenticator app."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return {"email": member.email, "secret": secret}


if __name__ == "__main__":
    main()
