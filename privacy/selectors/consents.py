"""What other code reads of consents, policy and receipts."""

from typing import Any, TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from privacy.models import (
    ConsentState,
    ConsentText,
    ControllerTransfer,
    PolicyAcceptance,
    PolicyVersion,
    Receipt,
)
from privacy.models.refusal import Refused
from privacy.policies.consents import CONSENTS


class ConsentRow(TypedDict):
    """One purpose as a person sees it, before any decision too."""

    purpose: str
    state: str
    text: str
    text_version: str
    decided_at: Any


def current_policy(locale: str = "en") -> PolicyVersion:
    """This function will return the text in force, in the language or in English.

    :raises Refused: `policy_missing` when none is installed
    """
    in_force = PolicyVersion.objects.filter(state=PolicyVersion.State.EFFECTIVE)
    newest = in_force.order_by("-effective_at", "-id")
    policy = newest.filter(locale=locale).first() or newest.filter(locale="en").first()
    if policy is None:
        raise Refused("policy_missing", 503)
    return policy


def coming_policy(locale: str) -> PolicyVersion | None:
    """This function will return the text that is announced and not in force yet."""
    announced = PolicyVersion.objects.filter(
        state=PolicyVersion.State.APPROVED, notified_at__isnull=False
    )
    return announced.filter(locale=locale).order_by("effective_at").first()


def shown_policy(version: str, locale: str) -> PolicyVersion | None:
    """This function will return a version that the public may see, in the language or English."""
    passed = Q(state__in=(PolicyVersion.State.EFFECTIVE, PolicyVersion.State.SUPERSEDED))
    announced = Q(state=PolicyVersion.State.APPROVED, notified_at__isnull=False)
    texts = PolicyVersion.objects.filter(passed | announced, version=version)
    return texts.filter(locale=locale).first() or texts.filter(locale="en").first()


def policy_before(policy: PolicyVersion) -> PolicyVersion | None:
    """This function will return the text that a version followed, or will follow."""
    passed = PolicyVersion.objects.filter(
        locale=policy.locale,
        state__in=(PolicyVersion.State.EFFECTIVE, PolicyVersion.State.SUPERSEDED),
    ).exclude(version=policy.version)
    if policy.effective_at is not None:
        passed = passed.filter(effective_at__lte=policy.effective_at)
    return passed.order_by("-effective_at", "-id").first()


def has_accepted_current_policy(person: Any) -> bool:
    """This function will say whether the person agreed to the version in force."""
    agreed = PolicyAcceptance.objects.filter(
        person=person, version__in=versions_that_count(), agreed_at__isnull=False
    )
    # A yes does not reach beyond a receiver who is not bound by what was agreed to (T-2).
    superseded = ControllerTransfer.objects.filter(
        state=ControllerTransfer.State.DONE, is_bound=False, done_at__gte=OuterRef("agreed_at")
    )
    return agreed.exclude(Exists(superseded)).exists()


def versions_that_count() -> list[str]:
    """This function will return the versions whose acceptance holds today.

    The one in force, and those before it back to the last substantial change: a wording that
    changed nothing needs no new yes.
    """
    passed = PolicyVersion.objects.filter(
        state__in=(PolicyVersion.State.EFFECTIVE, PolicyVersion.State.SUPERSEDED)
    )
    rows = passed.order_by("-effective_at", "-id").values_list("version", "is_material")
    counting: list[str] = []
    for version, is_material in rows:
        counting.append(version)
        if is_material:
            break
    return counting


def has_consent(person: Any, purpose: str) -> bool:
    """This function will say whether the person's last answer to the current words was yes."""
    return ConsentState.objects.filter(
        person=person,
        purpose=purpose,
        state=ConsentState.Decision.GRANTED,
        text_version=CONSENTS[purpose].version,
    ).exists()


def consent_rows(person: Any, locale: str) -> list[ConsentRow]:
    """This function will return one row per purpose."""
    decided = {state.purpose: state for state in ConsentState.objects.filter(person=person)}
    return [_consent_row(purpose, decided.get(purpose), locale) for purpose in CONSENTS]


def _consent_row(purpose: str, state: ConsentState | None, locale: str) -> ConsentRow:
    consent = CONSENTS[purpose]
    return {
        "purpose": purpose,
        "state": state.state if state else "none",
        "text": consent.texts.get(locale) or consent.texts["en"],
        "text_version": consent.version,
        "decided_at": state.decided_at if state else None,
    }


def consent_text(purpose: str, version: str, locale: str) -> ConsentText | None:
    """This function will return the words of one version."""
    return ConsentText.objects.filter(purpose=purpose, version=version, locale=locale).first()


def receipt_of(object_id: UUID | None) -> Receipt | None:
    """This function will return the verified receipt of an object."""
    if object_id is None:
        return None
    return Receipt.objects.filter(object_id=object_id).exclude(document="").first()
