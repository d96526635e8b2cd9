"""Controls of announcements: in their time, by two people, and offers only by consent."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from privacy.models import Announcement, ConsentState, Notice
from privacy.policies.consents import CONSENTS
from privacy.registry.control import Finding, Kind, control, tested
from privacy.selectors.announcements import NOTICE_GROUPS, STAFF_KINDS
from privacy.services.announcements.refuse_promotion import carries_promotion

ENDED_WITHIN = timedelta(hours=1)
SAMPLED = 500
State = Announcement.State

tested("M-18", "V-6", "V-7")


@control("V-6", kind=Kind.QUERY)
def announcements_end_when_their_time_is_over(now: datetime) -> Finding:
    """What is announced has a window, and two people stood for it."""
    published = Announcement.objects.filter(state=State.PUBLISHED)
    over = published.filter(ends_at__lte=now - ENDED_WITHIN).count()
    alone = published.filter(Q(approved_by="") | Q(approved_by=F("filed_by"))).count()
    return Finding(
        is_kept=over + alone == 0,
        value=f"{over} past their time, {alone} approved by nobody else",
        target="0 and 0",
    )


@control("V-7", kind=Kind.QUERY)
def no_service_notice_carries_an_offer(_now: datetime) -> Finding:
    """What cannot be unsubscribed sells nothing and leads to nobody else."""
    said = Announcement.objects.filter(state=State.PUBLISHED).exclude(kind=Announcement.Kind.PROMO)
    texts = list(said.order_by("-starts_at")[:SAMPLED])
    selling = sum(carries_promotion(one) for one in texts)
    return Finding(
        is_kept=selling == 0, value=f"{selling} of {len(texts)} carry an offer", target="0"
    )


@control("V-7", kind=Kind.QUERY)
def offers_go_only_to_who_agreed(_now: datetime) -> Finding:
    """Whoever was sent an offer had agreed to offers, at that time at least."""
    answers = ConsentState.objects.filter(person=OuterRef("person"), purpose="promotions")
    agreed = answers.filter(
        Q(state=ConsentState.Decision.GRANTED) | Q(decided_at__gte=OuterRef("created_at"))
    )
    sent = Notice.objects.filter(kind=Notice.Kind.PROMOTION)
    unasked = sent.exclude(Exists(agreed)).count()
    return Finding(is_kept=unasked == 0, value=f"{unasked} offers to others", target="0")


@control("V-7", kind=Kind.SETTINGS)
def only_what_needs_a_consent_can_be_switched_off(_now: datetime) -> Finding:
    """Every kind of notice is in one group; the one that can be ended is that of the offers."""
    listed = [kind for group in NOTICE_GROUPS for kind in group.kinds]
    unlisted = set(Notice.Kind) - set(listed) - set(STAFF_KINDS)
    odd = [
        group
        for group in NOTICE_GROUPS
        if (group.purpose in CONSENTS) != (Notice.Kind.PROMOTION in group.kinds)
    ]
    return Finding(
        is_kept=not unlisted and not odd and len(listed) == len(set(listed)),
        value=f"{len(unlisted)} kinds in no group, {len(odd)} groups that are not as they should",
        target="0 and 0",
    )
