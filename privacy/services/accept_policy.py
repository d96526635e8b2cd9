"""A person comes to know a policy version: it was shown, then agreed to."""

from datetime import datetime
from typing import Any

from django.db import transaction

from privacy.models import PolicyAcceptance
from privacy.models.refusal import Refused
from privacy.selectors import current_policy
from privacy.services.append_ledger import append_ledger
from privacy.services.name_subject import name_subject


def accept_policy(
    person: Any, version: str, *, locale: str, now: datetime, method: str
) -> PolicyAcceptance:
    """This function will record the agreement to the version in force.

    :raises Refused: `policy_outdated` when another version is in force
    """
    policy = current_policy(locale)
    if version != policy.version:
        raise Refused("policy_outdated", 409)
    with transaction.atomic():
        entry = append_ledger(
            "policy",
            {
                "version": policy.version,
                "locale": policy.locale,
                "sha256": policy.sha256,
                "decision": "agreed",
                "method": method,
            },
            subject=name_subject(person, now=now),
            now=now,
        )
        acceptance, _is_new = PolicyAcceptance.objects.update_or_create(
            person=person,
            version=policy.version,
            defaults={
                "locale": policy.locale,
                "sha256": policy.sha256,
                "agreed_at": now,
                "entry": entry,
            },
            create_defaults={
                "locale": policy.locale,
                "sha256": policy.sha256,
                "shown_at": now,
                "agreed_at": now,
                "entry": entry,
            },
        )
    return acceptance
