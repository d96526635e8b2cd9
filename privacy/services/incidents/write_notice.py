"""Write the notice of an incident in every language, and publish it as a second person."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from privacy.models import Incident, IncidentNotice, RegisterEvent
from privacy.models.incident_notice import PARTS
from privacy.models.refusal import Refused
from privacy.services.incidents.steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.send_task import send_task
from privacy.services.transitions import Actor

# Language, then part: what was written.
Texts = Mapping[str, Mapping[str, str]]
LOCALES = tuple(code for code, _name in settings.LANGUAGES)


def write_notice(incident: Incident, texts: Texts, *, by: Actor, now: datetime) -> None:
    """This function will keep the texts as they are so far; parts may still be empty.

    :raises Refused: `notice_published`, 409, once it has gone out; or as `move_record`
    """
    if incident.notices.filter(published_at__isnull=False).exists():
        raise Refused("notice_published", 409)
    with transaction.atomic():
        move_record(incident, "write", steps=STEPS, by=by, now=now)
        for locale, parts in texts.items():
            given = {part: parts.get(part, "").strip() for part in PARTS}
            IncidentNotice.objects.update_or_create(
                incident=incident,
                locale=locale,
                defaults=given | {"written_by": by.name, "written_at": now},
            )


def publish_notice(incident: Incident, *, by: Actor, now: datetime) -> None:
    """This function will publish the notice and begin its delivery.

    :raises Refused: `notice_incomplete`, 409, while a part is empty in any language;
        `people_unknown`, 409, before the search has ended; `drill_not_sent`, 409;
        `second_person_needed`, 403, for whoever wrote on it; or as `move_record`
    """
    _require_publishable(incident, by)
    with transaction.atomic():
        ready_s = (now - incident.detected_at).total_seconds()
        move_record(incident, "publish", steps=STEPS, by=by, now=now, ready_s=ready_s)
        incident.notices.update(published_by=by.name, published_at=now)
        transaction.on_commit(lambda: deliver_soon(incident))


def empty_parts(incident: Incident) -> list[tuple[str, str]]:
    """This function will name what is still missing: the language and the part."""
    written = {notice.locale: notice for notice in incident.notices.all()}
    return [
        (locale, part)
        for locale in LOCALES
        for part in PARTS
        if not getattr(written.get(locale), part, "").strip()
    ]


def deliver_soon(incident: Incident) -> None:
    """This function will queue the delivery; the sweep goes on where a lost one stopped."""
    send_task("privacy.deliver_incident", incident_id=str(incident.pk))


def _require_publishable(incident: Incident, by: Actor) -> None:
    if incident.is_drill:
        raise Refused("drill_not_sent", 409)
    if incident.notices.filter(published_at__isnull=False).exists():
        raise Refused("notice_published", 409)
    if empty_parts(incident):
        raise Refused("notice_incomplete", 409)
    if incident.searched_at is None:
        raise Refused("people_unknown", 409)
    hands = RegisterEvent.objects.filter(register=incident._meta.label, record=incident.pk)
    if hands.filter(step="write", by=by.name).exists():
        raise Refused("second_person_needed", 403)
