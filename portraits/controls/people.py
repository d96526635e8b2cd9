"""Controls of whose photos there are: of people who agreed, and of children with a guardian."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from accounts.models import GuardianLink, User
from portraits.models import Portrait
from privacy.models import ConsentState, PolicyAcceptance
from privacy.registry.control import Finding, Kind, control, tested

PURPOSE = "face_portrait"
LIVE = Q(status__in=(*Portrait.UNFINISHED, Portrait.Status.READY))

tested("P-6", "P-12", "P-13")


@control("I-3", kind=Kind.QUERY)
def every_photo_came_after_the_policy(_now: datetime) -> Finding:
    """Nobody gave a photo before they had accepted a version of the policy."""
    accepted = PolicyAcceptance.objects.filter(
        person=OuterRef("owner"), agreed_at__lte=OuterRef("created_at")
    )
    count = Portrait.objects.exclude(Exists(accepted)).count()
    return Finding(is_kept=count == 0, value=f"{count} photos before an acceptance", target="0")


@control("P-8", kind=Kind.QUERY)
def every_face_is_worked_on_with_consent(_now: datetime) -> Finding:
    """What exists of a face rests on a yes to this very purpose that still stands."""
    agreed = ConsentState.objects.filter(
        person=OuterRef("owner"), purpose=PURPOSE, state=ConsentState.Decision.GRANTED
    )
    count = Portrait.objects.filter(LIVE).exclude(Exists(agreed)).count()
    return Finding(is_kept=count == 0, value=f"{count} portraits without a consent", target="0")


@control("M-5", kind=Kind.QUERY)
def a_withdrawal_takes_everything_along(_now: datetime) -> Finding:
    """Whoever took the consent back has no portrait and no job that began before."""
    withdrawn = ConsentState.objects.filter(
        person=OuterRef("owner"),
        purpose=PURPOSE,
        state=ConsentState.Decision.WITHDRAWN,
        decided_at__gte=OuterRef("created_at"),
    )
    count = Portrait.objects.filter(LIVE).filter(Exists(withdrawn)).count()
    return Finding(is_kept=count == 0, value=f"{count} left after a withdrawal", target="0")


@control("C-4", kind=Kind.QUERY)
def no_child_gave_a_photo_alone(_now: datetime) -> Finding:
    """Under 14 every photo and portrait rests on a guardian's yes that still stands."""
    agreed = GuardianLink.objects.filter(
        child=OuterRef("owner"), state=GuardianLink.State.CONSENTED
    )
    childrens = Portrait.objects.filter(LIVE, owner__age_band=User.AgeBand.CHILD)
    count = childrens.exclude(Exists(agreed)).count()
    return Finding(is_kept=count == 0, value=f"{count} without a guardian's yes", target="0")
