"""Give or withdraw a consent: one event in the ledger, and the state that follows from it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from privacy.models import ConsentState, ConsentText
from privacy.models.refusal import Refused
from privacy.policies.consents import CONSENTS
from privacy.registry import stop_purpose
from privacy.selectors.service_end import is_frozen
from privacy.services.append_ledger import append_ledger
from privacy.services.name_subject import name_subject
from privacy.services.request_export import end_copies


def grant_consent(
    person: Any,
    purpose: str,
    *,
    text_version: str,
    locale: str,
    now: datetime,
    method: str,
    attestation: str | None = None,
) -> ConsentState:
    """This function will record a yes to the words shown.

    `attestation` is the version of the statement "this is me, or I may use it", where it was made.

    :raises Refused: `unknown_purpose`, `consent_text_outdated` when the words have changed, or
        `service_ended`, 410, when the service takes in nothing new
    """
    if is_frozen(now):
        raise Refused("service_ended", 410)
    text = current_text(purpose, locale)
    if text_version != text.version:
        raise Refused("consent_text_outdated", 409)
    stated = {"attestation": attestation} if attestation else {}
    return _decide(person, text, "granted", now, method, stated)


def withdraw_consent(
    person: Any, purpose: str, *, locale: str, now: datetime, method: str
) -> ConsentState:
    """This function will record a no, then stop and remove what rested on the yes.

    :raises Refused: `unknown_purpose`
    """
    state = _decide(person, current_text(purpose, locale), "withdrawn", now, method)
    stop_purpose(person, purpose, now=now)
    end_copies(person, now=now)
    return state


def current_text(purpose: str, locale: str) -> ConsentText:
    """This function will return the words a person is asked now.

    :raises Refused: `unknown_purpose`
    """
    if purpose not in CONSENTS:
        raise Refused("unknown_purpose", 400)
    version = CONSENTS[purpose].version
    texts = ConsentText.objects.filter(purpose=purpose, version=version)
    return texts.filter(locale=locale).first() or texts.get(locale="en")


def _decide(
    person: Any,
    text: ConsentText,
    decision: str,
    now: datetime,
    method: str,
    stated: Mapping[str, str] = MappingProxyType({}),
) -> ConsentState:
    with transaction.atomic():
        payload = {
            **stated,
            "purpose": text.purpose,
            "decision": decision,
            "actor": "self",
            "method": method,
            "locale": text.locale,
            "text_version": text.version,
            "text_sha256": text.sha256,
        }
        subject = name_subject(person, now=now)
        entry = append_ledger("consents", payload, subject=subject, now=now)
        state, _is_new = ConsentState.objects.update_or_create(
            person=person,
            purpose=text.purpose,
            defaults={
                "state": decision,
                "text_version": text.version,
                "decided_at": now,
                "entry": entry,
            },
        )
    return state
