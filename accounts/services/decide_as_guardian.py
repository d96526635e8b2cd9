"""A guardian's yes, no, or change of mind; each is one event in the ledger."""

from datetime import datetime

from django.db import transaction

from accounts.models import GuardianLink, User
from accounts.services.erase_child import erase_child
from accounts.services.link_guardian import guardian_address
from privacy.models import ConsentState, Notice
from privacy.models.refusal import Refused
from privacy.selectors import current_policy
from privacy.services.append_ledger import append_ledger
from privacy.services.decide_consent import withdraw_consent
from privacy.services.give_notice import give_notice
from privacy.services.name_subject import name_subject

State = GuardianLink.State
STREAM = "guardian"


@transaction.atomic
def agree_as_guardian(link: GuardianLink, version: str, *, locale: str, now: datetime) -> None:
    """This function will open the child's account to photos, for the policy that was read.

    :raises Refused: `policy_outdated` when another version is in force, `not_found` when nobody
        has to agree any more
    """
    _require_state(link, State.INVITED, State.REVOKED)
    if version != current_policy(locale).version:
        raise Refused("policy_outdated", 409)
    _record(link, "agreed", locale, now)
    _set_state(link, State.CONSENTED, now)
    User.objects.filter(pk=link.child_id, state=User.State.AWAITING_GUARDIAN).update(
        state=User.State.ACTIVE
    )


@transaction.atomic
def withdraw_as_guardian(link: GuardianLink, *, locale: str, now: datetime) -> None:
    """This function will stop every use of the child's face and remove what rested on the yes.

    The account stays, closed to photos, until the guardian agrees again or cancels it.

    :raises Refused: `not_found` when there is no yes to take back
    """
    _require_state(link, State.CONSENTED)
    _record(link, "withdrawn", locale, now)
    _set_state(link, State.REVOKED, now)
    User.objects.filter(pk=link.child_id).update(state=User.State.AWAITING_GUARDIAN)
    granted = ConsentState.objects.filter(person=link.child_id, state=ConsentState.Decision.GRANTED)
    for consent in granted:
        withdraw_consent(
            link.child, consent.purpose, locale=locale, now=now, method="guardian page"
        )


def refuse_as_guardian(link: GuardianLink, *, locale: str, now: datetime) -> None:
    """This function will erase the child's account because the guardian said no.

    :raises Refused: `not_found` when the decision is no longer theirs
    """
    _require_state(link, State.INVITED)
    _end(link, "refused", locale, now)


def cancel_as_guardian(link: GuardianLink, *, locale: str, now: datetime) -> None:
    """This function will cancel the child's account for good.

    :raises Refused: `not_found` when the decision is no longer theirs
    """
    _require_state(link, State.CONSENTED, State.REVOKED)
    _end(link, "cancelled", locale, now)


def _end(link: GuardianLink, decision: str, locale: str, now: datetime) -> None:
    _record(link, decision, locale, now)
    erase_child(link.child, address=guardian_address(link), now=now)


def _require_state(link: GuardianLink, *allowed: State) -> None:
    if link.state not in allowed:
        raise Refused("not_found", 404)


def _set_state(link: GuardianLink, state: State, now: datetime) -> None:
    link.state, link.decided_at = state, now
    link.save(update_fields=["state", "decided_at"])
    give_notice(
        link.child,
        Notice.Kind.GUARDIAN_DECIDED,
        cause=now.isoformat(),
        parameters={"decision": str(state)},
        now=now,
    )


def _record(link: GuardianLink, decision: str, locale: str, now: datetime) -> None:
    policy = current_policy(locale)
    append_ledger(
        STREAM,
        {
            "actor": "guardian",
            "decision": decision,
            "version": policy.version,
            "locale": policy.locale,
            "sha256": policy.sha256,
        },
        subject=name_subject(link.child, now=now),
        now=now,
    )
