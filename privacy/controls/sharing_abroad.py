"""Controls of releases, of ways across the border, and of the service in other hands."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from privacy.models import ControllerTransfer, CrossBorderTransfer, DeidRelease, SharingEvent
from privacy.promises import POLICY_NOTICE, SMALLEST_GROUP
from privacy.registry.control import Finding, Kind, control, tested
from privacy.registry.sharing import Ground
from privacy.selectors.calendars import today_there
from privacy.services.releases.prepare_release import table_hash
from privacy.services.sharing.grounds import ONLY_SUMS
from privacy.services.transfers.take_over import people_not_told

DAY = timedelta(days=1)

tested("N-1", "R-7", "T-1", "T-2")


@control("K-8", kind=Kind.QUERY)
@control("S-6", kind=Kind.QUERY)
@control("S-11", kind=Kind.QUERY)
def partners_and_research_get_counts_alone(_now: datetime) -> Finding:
    """Whoever advertises, measures, promotes or studies received approved tables, no fields."""
    sums = Q(party__kind__in=ONLY_SUMS) | Q(ground__in=(Ground.PROMOTION, Ground.RESEARCH))
    events = SharingEvent.objects.filter(sums)
    wrong = events.filter(Q(release__isnull=True) | ~Q(categories="")).count()
    return Finding(
        is_kept=wrong == 0,
        value=f"{events.count()} permits, {wrong} for something else than a release",
        target="0 for something else",
    )


@control("N-1", kind=Kind.QUERY)
def no_release_has_a_small_group(_now: datetime) -> Finding:
    """Every approved table is unchanged, was tried by somebody, and has no group below twenty."""
    approved = list(DeidRelease.objects.filter(state=DeidRelease.State.APPROVED))
    wrong = [one for one in approved if not _is_safe(one)]
    return Finding(
        is_kept=not wrong,
        value=f"{len(approved)} releases, {len(wrong)} changed, untried or with a small group",
        target=f"0, no group below {SMALLEST_GROUP}",
    )


def _is_safe(release: DeidRelease) -> bool:
    is_same = release.sha256 == table_hash(release.columns, release.cells)
    return (
        is_same
        and bool(release.attempt)
        and all(cell[-1] >= SMALLEST_GROUP for cell in release.cells)
    )


@control("R-7", kind=Kind.QUERY)
def whatever_went_abroad_had_its_transfer(_now: datetime) -> Finding:
    """No permit for another region is without a transfer on record."""
    away = SharingEvent.objects.exclude(region__iexact=settings.DATA_REGION)
    wrong = away.filter(transfer__isnull=True).count()
    return Finding(
        is_kept=wrong == 0,
        value=f"{away.count()} permits abroad, {wrong} without a transfer",
        target="0 without a transfer",
    )


@control("R-8", kind=Kind.RECORD)
def every_transfer_is_protected(now: datetime) -> Finding:
    """Each open way has assessment and contract, and is not past its day."""
    is_open = CrossBorderTransfer.objects.filter(state=CrossBorderTransfer.State.ACTIVE)
    bare = Q(assessment_sha256="") | Q(contract_sha256="")
    wrong = is_open.filter(bare | Q(until__lt=today_there(now - DAY))).count()
    count = is_open.count()
    return Finding(
        is_kept=wrong == 0,
        value=f"{count} transfers, {wrong} without assessment or contract, or past their day"
        if count
        else "nothing goes abroad, so no record was needed",
        target="0 without, 0 past",
        records=count,
    )


@control("T-1", kind=Kind.QUERY)
def everybody_knew_of_a_takeover(_now: datetime) -> Finding:
    """Whoever was here when it was done has the notice, a week before at the latest."""
    done = ControllerTransfer.objects.filter(state=ControllerTransfer.State.DONE)
    soon = done.filter(done_at__lt=F("noticed_at") + POLICY_NOTICE).count()
    untold = sum(_not_told(one) for one in done)
    return Finding(
        is_kept=soon + untold == 0,
        value=f"{done.count()} transfers, {soon} too soon, {untold} people not told",
        target="0 and 0",
    )


def _not_told(transfer: ControllerTransfer) -> int:
    missing: int = people_not_told(transfer).filter(date_joined__lte=transfer.done_at).count()
    return missing
