"""Controls of looks at personal data: each for a case, watched, reviewed, approved for minors."""

from datetime import datetime, timedelta

from privacy.models import AccessGrant, AccessReview, StaffLook
from privacy.models.access import LONGEST_GRANT_HOURS
from privacy.registry.control import Finding, Kind, control, tested
from privacy.selectors.access_log import COPY_CASE
from privacy.selectors.look_volumes import (
    REVIEWED_WITHIN,
    WEEK,
    missing_alerts,
    week_of,
    weeks_of_looks,
)

# The schedule ends what is over every half hour.
ENDED_WITHIN = timedelta(hours=1)
# How far back a check counts: as long as the strip of a promise remembers a day.
WATCHED = timedelta(days=90)
REVIEWED_WEEKS = 12
# Messages to us, and the copy that the person or the guardian asked for, are no reveals.
NO_REVEALS = ("privacy.Ticket", "privacy.TicketAttachment")

tested("C-7", "G-5", "G-7", "G-8")


@control("E-6", kind=Kind.QUERY)
@control("G-7", kind=Kind.QUERY)
def every_look_has_its_case(now: datetime) -> Finding:
    """No look without a case, and no leave that runs past its hours."""
    bare = StaffLook.objects.filter(case="", at__gte=now - WATCHED).count()
    live = AccessGrant.objects.filter(state=AccessGrant.State.LIVE)
    late = live.filter(until__lte=now - ENDED_WITHIN).count()
    longest = now + timedelta(hours=LONGEST_GRANT_HOURS)
    long = live.filter(until__gt=longest).count()
    return Finding(
        is_kept=bare + late + long == 0,
        value=f"{bare} looks without a case, {late} leaves past their end, {long} too long",
        target="0, 0 and 0",
    )


@control("G-5", kind=Kind.QUERY)
def every_week_of_looks_is_signed(now: datetime) -> Finding:
    """Three days after a week ended, somebody else has signed for everybody's looks in it."""
    last = week_of(now - REVIEWED_WITHIN) - WEEK
    weeks = [last - count * WEEK for count in range(REVIEWED_WEEKS)]
    looked = {(week, one.by) for week in weeks for one in weeks_of_looks(week)}
    signed = AccessReview.objects.filter(state=AccessReview.State.SIGNED, week__in=weeks)
    missing = looked - set(signed.values_list("week", "reviewed"))
    return Finding(
        is_kept=not missing,
        value=f"{len(looked)} weeks of looks, {len(missing)} not signed in time",
        target="0 not signed",
    )


@control("G-8", kind=Kind.QUERY)
def unusual_volumes_raise_an_alert(now: datetime) -> Finding:
    """Every hour and day with more looks than usual was told to those who review access."""
    missing = missing_alerts(now - WEEK)
    return Finding(is_kept=missing == 0, value=f"{missing} without an alert", target="0")


@control("C-7", kind=Kind.QUERY)
def looks_at_minors_have_their_approval(now: datetime) -> Finding:
    """A minor's data are opened under a leave alone, which two others approved."""
    looks = StaffLook.objects.filter(is_about_minor=True, at__gte=now - WATCHED)
    reveals = looks.exclude(model__in=NO_REVEALS).exclude(case=COPY_CASE)
    bare = reveals.filter(grant__isnull=True).count()
    grants = AccessGrant.objects.filter(pk__in=reveals.values("grant"))
    alone = grants.filter(minor_approved_by="").count()
    return Finding(
        is_kept=bare + alone == 0,
        value=f"{reveals.count()} looks, {bare} without a leave, {alone} leaves half approved",
        target="0 and 0",
    )
