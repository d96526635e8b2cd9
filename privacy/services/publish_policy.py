"""Bring a new policy into force: drafted, approved by somebody else, announced, in force.

Design. A version exists in every language of the site or not at all. What it changes is computed
from its clauses when it is approved; a substantial change is announced to every person at least
seven days before it takes effect (policy 9: "before effect"), and everybody is asked again. Texts
never change once approved; the database refuses it.
"""

import hashlib
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef

from privacy.models import Notice, PolicyVersion
from privacy.models.refusal import Refused
from privacy.policies import parse_policy
from privacy.policies.comparison import PolicyChange, compare_policies
from privacy.policies.figures import fill_figures
from privacy.promises import POLICY_NOTICE
from privacy.selectors import current_policy
from privacy.services.append_ledger import append_ledger
from privacy.services.give_notice import give_notice

BATCH_PEOPLE = 500
State = PolicyVersion.State


def draft_policy(
    *, version: str, locale: str, template: str, author: str, now: datetime
) -> PolicyVersion:
    """This function will keep a text as a draft, its figures filled in from the promises.

    :raises PolicyTextError: when a clause is unknown or doubled, or a number written by hand
    """
    text = fill_figures(template, locale)
    parse_policy(text)
    draft, _is_new = PolicyVersion.objects.update_or_create(
        version=version,
        locale=locale,
        state=State.DRAFT,
        defaults={
            "text": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "author": author,
            "created_at": now,
        },
    )
    return draft


def change_of(draft: PolicyVersion) -> PolicyChange:
    """This function will compare a text with the one in force in its language."""
    return compare_policies(current_policy(draft.locale).text, draft.text)


def approve_policy(version: str, *, approver: str, now: datetime) -> list[PolicyVersion]:
    """This function will approve a version in every language.

    :raises Refused: `policy_incomplete` when a language is missing, `policy_own_draft` when author
        and approver are the same person
    """
    with transaction.atomic():
        drafts = list(PolicyVersion.objects.filter(version=version, state=State.DRAFT))
        if {draft.locale for draft in drafts} != {code for code, _name in settings.LANGUAGES}:
            raise Refused("policy_incomplete", 409)
        if approver in {draft.author for draft in drafts}:
            raise Refused("policy_own_draft", 403)
        is_material = any(change_of(draft).is_material for draft in drafts)
        for draft in drafts:
            draft.state, draft.approver, draft.is_material = State.APPROVED, approver, is_material
            draft.save(update_fields=["state", "approver", "is_material"])
        _record("approved", drafts, now)
    return drafts


def announce_policy(version: str, *, effective_at: datetime, now: datetime) -> None:
    """This function will fix the day of effect and tell everybody; it may be repeated.

    :raises Refused: `policy_not_approved`, or `policy_too_soon` when a substantial change leaves
        less than seven days
    """
    approved = PolicyVersion.objects.filter(version=version, state=State.APPROVED)
    first = approved.first()
    if first is None:
        raise Refused("policy_not_approved", 409)
    if first.is_material and effective_at < now + POLICY_NOTICE:
        raise Refused("policy_too_soon", 409)
    with transaction.atomic():
        approved.update(notified_at=now, effective_at=effective_at)
        _record("announced", list(approved), now)
    if first.is_material:
        notify_people(version, now=now)


def notify_people(version: str, *, now: datetime) -> int:
    """This function will leave a notice with whoever has none of this version yet."""
    told = 0
    while batch := list(islice(people_without_notice(version).iterator(), BATCH_PEOPLE)):
        told += sum(_tell(person, version, now) for person in batch)
    return told


def _tell(person: Any, version: str, now: datetime) -> bool:
    kind = Notice.Kind.POLICY_CHANGE
    return give_notice(person, kind, cause=version, parameters={"version": version}, now=now)


def people_without_notice(version: str) -> Any:
    """This function will return the active people who were not told of a version."""
    told = Notice.objects.filter(
        person=OuterRef("pk"), kind=Notice.Kind.POLICY_CHANGE, cause=version
    )
    return get_user_model()._default_manager.filter(is_active=True).exclude(Exists(told))


def put_in_force(*, now: datetime) -> list[str]:
    """This function will put in force what is due and return the versions.

    Whoever joined meanwhile is told first; a version that not everybody was told of waits.
    """
    due = PolicyVersion.objects.filter(state=State.APPROVED, effective_at__lte=now)
    versions = list(due.order_by("effective_at").values_list("version", flat=True).distinct())
    return [version for version in versions if _put_in_force(version, now)]


def _put_in_force(version: str, now: datetime) -> bool:
    texts = PolicyVersion.objects.filter(version=version, state=State.APPROVED)
    if texts.filter(is_material=True).exists():
        notify_people(version, now=now)
        if people_without_notice(version).exists():
            return False
    with transaction.atomic():
        PolicyVersion.objects.filter(state=State.EFFECTIVE).update(state=State.SUPERSEDED)
        listed = list(texts)
        texts.update(state=State.EFFECTIVE)
        _record("in_force", listed, now)
    return True


def _record(event: str, texts: list[PolicyVersion], now: datetime) -> None:
    hashes = {text.locale: text.sha256 for text in texts}
    version = texts[0].version if texts else ""
    append_ledger("policies", {"event": event, "version": version, "sha256": hashes}, now=now)
