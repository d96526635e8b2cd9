"""Controls of disclosures: on paper, by two people, encrypted, told, and never wider than asked."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from privacy.models import DisclosureRequest
from privacy.registry.control import Finding, Kind, control, tested
from privacy.selectors.disclosures import to_be_told

State = DisclosureRequest.State
# The schedule tells every hour.
TOLD_WITHIN = timedelta(hours=24)
UNDOCUMENTED = (State.RECEIVED, State.REFUSED)

tested("D-0", "D-1", "D-2", "D-3", "D-4", "D-5")


@control("D-0", kind=Kind.QUERY)
def no_package_outlives_its_end(now: datetime) -> Finding:
    """No package waits beyond its three days: whatever was released is taken or gone."""
    left = DisclosureRequest.objects.filter(state=State.RELEASED, taken_at__isnull=True)
    late = left.filter(package_ends_at__lte=now - TOLD_WITHIN).count()
    return Finding(late == 0, f"{late} requests open after their package ended", "0")


@control("D-1", kind=Kind.QUERY)
def a_disclosure_by_consent_names_its_entry(_now: datetime) -> Finding:
    """Whatever rests on the person's word names the entry of the ledger in which they gave it."""
    by_consent = DisclosureRequest.objects.filter(ground=DisclosureRequest.Ground.CONSENT)
    bare = by_consent.filter(consent_entry__isnull=True).count()
    return Finding(bare == 0, f"{bare} without an entry", "0")


@control("D-2", kind=Kind.QUERY)
def nothing_wider_than_asked_was_released(_now: datetime) -> Finding:
    """What was released is a part of what was reviewed, and that of what was asked."""
    rows = DisclosureRequest.objects.exclude(package_sha256="")
    wider = sum(not set(row.released) <= set(row.scope) <= set(row.requested) for row in rows)
    return Finding(wider == 0, f"{wider} wider than asked", "0")


@control("D-3", kind=Kind.QUERY)
def every_request_has_its_document(_now: datetime) -> Finding:
    """Beyond its arrival no request stands without document, reference and authority."""
    moved = DisclosureRequest.objects.exclude(state__in=UNDOCUMENTED)
    bare = moved.filter(Q(sealed_document__isnull=True) | Q(authority="")).count()
    return Finding(bare == 0, f"{bare} without a document", "0")


@control("D-4", kind=Kind.QUERY)
def people_are_told_of_disclosures(now: datetime) -> Finding:
    """Nobody who may be told waits for more than a day."""
    waiting = to_be_told(now).filter(taken_at__lte=now - TOLD_WITHIN)
    late = waiting.exclude(gag_until__gt=now - TOLD_WITHIN).count()
    return Finding(late == 0, f"{late} people not told", "0")


@control("D-5", kind=Kind.QUERY)
def every_approval_followed_a_review(_now: datetime) -> Finding:
    """Nothing was approved without a review by somebody else."""
    approved = DisclosureRequest.objects.exclude(approved_by="")
    alone = approved.filter(Q(reviewed_by="") | Q(reviewed_by=F("approved_by"))).count()
    return Finding(alone == 0, f"{alone} without a second person", "0")
