"""Controls of the policy itself: whole, bound to checks, unchangeable, and announced in time."""

from datetime import datetime
from hashlib import sha256

from django.db.models import F, Q

from privacy.models import PolicyVersion
from privacy.policies import parse_policy
from privacy.policies.comparison import compare_policies
from privacy.promises import POLICY_NOTICE, PROMISES
from privacy.registry.control import Finding, Kind, all_controls, control, tested
from privacy.selectors import policy_before
from privacy.selectors.schema import trigger_names

TOPICS = range(1, 11)
APPEND_ONLY = {
    "ledger_refuses_update",
    "ledger_refuses_delete",
    "signed_head_refuses_update",
    "policy_refuses_update",
    "policy_refuses_delete",
}
State = PolicyVersion.State

tested("I-2", "I-3", "I-4", "M-17", "V-1", "V-2", "V-3", "V-5")


@control("I-2", kind=Kind.QUERY)
def the_texts_in_force_are_whole(_now: datetime) -> Finding:
    """Every language in force has all ten sections, and every clause can be linked to."""
    texts = list(PolicyVersion.objects.filter(state=State.EFFECTIVE))
    broken = sum(not _is_whole(policy.text) for policy in texts)
    return Finding(
        is_kept=bool(texts) and broken == 0,
        value=f"{len(texts)} texts in force, {broken} of them not whole",
        target="at least 1, all whole",
    )


def _is_whole(text: str) -> bool:
    document = parse_policy(text)
    has_topics = {one.number for one in document.sections} >= set(TOPICS)
    return has_topics and all(f'id="clause-{one.key}"' in document.html for one in document.clauses)


@control("I-6", kind=Kind.SETTINGS)
def every_topic_is_bound_to_a_check(_now: datetime) -> Finding:
    """Each of the ten topics holds at least one promise that something checks."""
    checked = {PROMISES[one.promise].clause for one in all_controls()}
    bare = sorted(set(TOPICS) - checked)
    return Finding(
        is_kept=not bare,
        value=f"{len(TOPICS) - len(bare)} of {len(TOPICS)} topics",
        target="all of them",
    )


@control("M-17", kind=Kind.QUERY)
@control("V-1", kind=Kind.QUERY)
def published_texts_are_unchanged(_now: datetime) -> Finding:
    """The hash beside a text that was approved is still the text's, and two people stood for it."""
    texts = PolicyVersion.objects.exclude(state=State.DRAFT).order_by("-id")[:100]
    changed = sum(one.sha256 != sha256(one.text.encode()).hexdigest() for one in texts)
    alone = sum(one.author == one.approver or not one.approver for one in texts)
    return Finding(
        is_kept=changed + alone == 0,
        value=f"{changed} texts changed, {alone} approved by their author",
        target="0 and 0",
    )


@control("V-1", kind=Kind.SETTINGS)
def the_database_refuses_to_rewrite(_now: datetime) -> Finding:
    """Approved texts, the ledger and its signed heads stand behind triggers."""
    missing = APPEND_ONLY - trigger_names()
    return Finding(
        is_kept=not missing,
        value=f"{len(APPEND_ONLY) - len(missing)} of {len(APPEND_ONLY)} triggers in place",
        target="all of them",
    )


@control("V-2", kind=Kind.QUERY)
def substantial_changes_were_announced_in_time(_now: datetime) -> Finding:
    """Seven days lie between notice and effect; the first version followed none."""
    first = PolicyVersion.objects.order_by("effective_at", "id").values("version")[:1]
    changes = PolicyVersion.objects.filter(
        state__in=(State.APPROVED, State.EFFECTIVE, State.SUPERSEDED),
        is_material=True,
        effective_at__isnull=False,
    ).exclude(version__in=first)
    untold = Q(notified_at__isnull=True) | Q(effective_at__lt=F("notified_at") + POLICY_NOTICE)
    count = changes.filter(untold).count()
    return Finding(
        is_kept=count == 0,
        value=f"{count} of {changes.count()} substantial changes announced late",
        target="0",
    )


@control("V-3", kind=Kind.QUERY)
def what_changed_is_what_the_clauses_say(_now: datetime) -> Finding:
    """Whether a change is substantial follows from its clauses, never from somebody's word."""
    texts = list(PolicyVersion.objects.filter(state=State.EFFECTIVE))
    followed = [(policy, policy_before(policy)) for policy in texts]
    changes = [(after, before) for after, before in followed if before is not None]
    computed = any(
        compare_policies(before.text, after.text).is_material for after, before in changes
    )
    wrong = sum(computed and not after.is_material for after, _before in changes)
    return Finding(
        is_kept=wrong == 0,
        value=f"{wrong} of {len(changes)} changes passed off as small",
        target="0",
    )
