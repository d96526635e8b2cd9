"""Who works on incidents in tests, and incidents for them to work on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from privacy.models import Announcement, Incident
from privacy.models.incident_notice import PARTS
from privacy.models.refusal import Refused
from privacy.policies.consents import CONSENTS
from privacy.services.announcements.publish_announcement import (
    approve_announcement,
    draft_announcement,
    publish_announcement,
)
from privacy.services.announcements.steps import ANNOUNCE
from privacy.services.decide_consent import grant_consent
from privacy.services.incidents.deliver_notice import deliver_notice
from privacy.services.incidents.open_incident import IncidentReport, open_incident
from privacy.services.incidents.prove_phase import prove_phase
from privacy.services.incidents.search_affected import search_affected
from privacy.services.incidents.steps import PUBLISH, WORK
from privacy.services.incidents.write_notice import LOCALES, publish_notice, write_notice
from privacy.services.transitions import Actor

RESPONDER = Actor("person 101", frozenset({WORK}))
WRITER = Actor("person 102", frozenset({PUBLISH, ANNOUNCE}))
PUBLISHER = Actor("person 103", frozenset({PUBLISH, ANNOUNCE}))
WHOLE = {locale: {part: f"{part} in {locale}" for part in PARTS} for locale in LOCALES}


def refusal(act: Callable[[], object]) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def open_one(*, now: datetime, **more: Any) -> Incident:
    """An incident, as it is filed at the alarm."""
    given = {
        "kind": "leak",
        "what": "A copy was left open.",
        "spread": "outside",
        "detected_at": now,
        "classes": ["accounts.User"],
    }
    return open_incident(IncidentReport(**(given | more)), by=RESPONDER, now=now)


def publish_one(*, now: datetime, **more: Any) -> Incident:
    """An incident whose notice is out, and delivered to everybody's account."""
    incident = open_one(now=now, **more)
    search_affected(incident, now=now)
    write_notice(incident, WHOLE, by=WRITER, now=now)
    publish_notice(incident, by=PUBLISHER, now=now)
    deliver_notice(incident, now=now)
    return incident


def prove(incident: Incident, *names: str, now: datetime) -> None:
    """The phases named, each with its proof."""
    for name in names:
        prove_phase(incident, name, what="It was done.", done_at=now, by=RESPONDER, now=now)


def announce(*, now: datetime, kind: str = "service", **more: Any) -> Announcement:
    """An announcement that is published, for a day."""
    given = {
        "kind": kind,
        "title_en": "We work on the cellar",
        "title_zh": "系统维护",
        "text_en": "The site rests on Sunday.",
        "text_zh": "周日网站暂停服务。",
        "starts_at": now,
        "ends_at": now + timedelta(days=1),
    }
    draft = draft_announcement(Announcement(**(given | more)), by=WRITER, now=now)
    approve_announcement(draft, by=PUBLISHER, now=now)
    publish_announcement(draft, by=PUBLISHER, now=now)
    return draft


def agree_to_offers(person: User, *, now: datetime) -> None:
    """What the person chooses in the settings."""
    version = CONSENTS["promotions"].version
    grant_consent(person, "promotions", text_version=version, locale="en", now=now, method="test")
