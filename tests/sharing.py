"""Third parties and their agreements as tests need them: two people, and hashes of nothing."""

from datetime import datetime, timedelta
from typing import Any

from privacy.models import ThirdParty
from privacy.registry.roles import Right
from privacy.selectors.calendars import today_there
from privacy.services.sharing.add_agreement import add_agreement
from privacy.services.sharing.describe_party import file_party
from privacy.services.sharing.move_party import activate_party
from privacy.services.transitions import Actor

OFFICER = Actor("person 1", frozenset({Right.FILE_SHARING}))
APPROVER = Actor("person 2", frozenset({Right.APPROVE_SHARING}))
SHA = "a" * 64
HOME = "local"
DESCRIBED = {
    "kind": "provider",
    "name": "Post House",
    "purpose": "Sends letters.",
    "purpose_zh": "寄送信件。",
    "region": HOME,
    "kept_days": 30,
    "policy_url": "https://post.example/privacy",
    "terms_url": "https://post.example/terms",
}


def draft(*, now: datetime, categories: tuple[str, ...] = ("contact",), **other: Any) -> ThirdParty:
    """A third party in the register, not switched on."""
    return file_party(categories=categories, by=OFFICER, now=now, **(DESCRIBED | other))


def bind(party: ThirdParty, *, now: datetime, days: int = 365, **other: Any) -> str:
    """An agreement from yesterday on; its number."""
    today = today_there(now)
    agreement = add_agreement(
        party,
        document_sha256=SHA,
        parties="this site and the other",
        signed_on=today - timedelta(days=1),
        until=today + timedelta(days=days),
        by=OFFICER,
        now=now,
        **other,
    )
    return str(agreement.pk)


def active(*, now: datetime, days: int = 365, **other: Any) -> ThirdParty:
    """One that is switched on."""
    party = draft(now=now, **other)
    bind(party, now=now, days=days)
    activate_party(party, by=APPROVER, now=now)
    return party
