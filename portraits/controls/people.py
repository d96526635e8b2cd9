"""Controls of whose photos there are: of people who agreed, and of children with a guardian."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import GuardianLink, User
from portraits.models import JOBS, Job
from privacy.models import ConsentState, PolicyAcceptance
from privacy.registry.control import Finding, Kind, control, tested

LIVE = Q(status__in=(*Job.UNFINISHED, Job.Status.READY))

tested("P-1", "P-6", "P-7", "P-12", "P-13", "U-6")


@control("I-3", kind=Kind.QUERY)
def every_photo_came_after_the_policy(_now: datetime) -> Finding:
    """Nobody gave a photo before they had accepted a version of the policy."""
    accepted = PolicyAcceptance.objects.filter(
        person=OuterRef("owner"), agreed_at__lte=OuterRef("created_at")
    )
    count = sum(kind.objects.exclude(Exists(accepted)).count() for kind in JOBS)
    return Finding(is_kept=count == 0, value=f"{count} photos before an acceptance", target="0")


@control("P-8", kind=Kind.QUERY)
def every_face_is_worked_on_with_consent(_now: datetime) -> Finding:
    """What exists of a face rests on a yes to this very purpose that still stands."""
    agreed = ConsentState.Decision.GRANTED
    count = sum(_live(kind).exclude(Exists(_decided(kind, agreed))).count() for kind in JOBS)
    return Finding(is_kept=count == 0, value=f"{count} pictures without a consent", target="0")


@control("M-5", kind=Kind.QUERY)
def a_withdrawal_takes_everything_along(_now: datetime) -> Finding:
    """Whoever took a consent back has no picture and no job of its kind that began before."""
    withdrawn = ConsentState.Decision.WITHDRAWN
    count = sum(
        _live(kind)
        .filter(Exists(_decided(kind, withdrawn).filter(decided_at__gte=OuterRef("created_at"))))
        .count()
        for kind in JOBS
    )
    return Finding(is_kept=count == 0, value=f"{count} left after a withdrawal", target="0")


def _live(kind: type[Job]) -> QuerySet[Job]:
    jobs: QuerySet[Job] = kind.objects.filter(LIVE)
    return jobs


def _decided(kind: type[Job], decision: ConsentState.Decision) -> QuerySet[ConsentState]:
    """What owners decided about the purpose of this kind."""
    return ConsentState.objects.filter(
        person=OuterRef("owner"), purpose=kind.PURPOSE, state=decision
    )


@control("C-4", kind=Kind.QUERY)
def no_child_gave_a_photo_alone(_now: datetime) -> Finding:
    """Under 14 every photo and picture rests on a guardian's yes that still stands."""
    agreed = GuardianLink.objects.filter(
        child=OuterRef("owner"), state=GuardianLink.State.CONSENTED
    )
    childrens = (_live(kind).filter(owner__age_band=User.AgeBand.CHILD) for kind in JOBS)
    count = sum(jobs.exclude(Exists(agreed)).count() for jobs in childrens)
    return Finding(is_kept=count == 0, value=f"{count} without a guardian's yes", target="0")
