"""Controls of the end of the service: told in time, closed in time, and nothing left behind."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import F, Q

from privacy.models import ConsentState, Termination
from privacy.promises import END_NOTICE
from privacy.registry.control import Finding, Kind, control, tested
from privacy.selectors.end_counts import left_to_delete
from privacy.selectors.service_end import ENDED
from privacy.services.sign_document import is_signed_by_us

TOLD_WITHIN = timedelta(days=1)
# A hundred thousand accounts take a day; whoever waits longer has forgotten it.
DELETED_WITHIN = timedelta(days=30)
GATE = "portrait_site.middleware.service_end.ServiceEndMiddleware"
UPLOADS = "portraits.gates.UploadGateMiddleware"
State = Termination.State

tested("R-4", "R-5")


@control("R-4", kind=Kind.QUERY)
def the_end_is_announced_in_time(now: datetime) -> Finding:
    """Two people decided, everybody was told, and the day is far enough from the announcement."""
    announced = Termination.objects.filter(announced_at__isnull=False)
    wrong = announced.filter(
        Q(approved_by="")
        | Q(approved_by=F("filed_by"))
        | Q(told_at__isnull=True, announced_at__lte=now - TOLD_WITHIN)
        | Q(frozen_at__lt=F("freezes_at"))
    )
    moments = announced.values_list("freezes_at", "announced_at")
    early = sum(day - told < END_NOTICE for day, told in moments if told)
    return Finding(
        is_kept=not wrong.exists() and not early,
        value=f"{early} too near, {wrong.count()} without a second person or with people untold",
        target="0 and 0",
    )


@control("R-4", kind=Kind.QUERY)
def nothing_is_collected_after_the_end(now: datetime) -> Finding:
    """No account was made after the announcement, no consent given after the day."""
    joined = agreed = 0
    for end in Termination.objects.filter(state__in=(State.ANNOUNCED, *ENDED)):
        people = get_user_model()._default_manager
        joined += people.filter(date_joined__gt=end.announced_at).count()
        given = ConsentState.objects.filter(state=ConsentState.Decision.GRANTED)
        agreed += given.filter(decided_at__gt=end.freezes_at, decided_at__lte=now).count()
    return Finding(
        is_kept=joined + agreed == 0,
        value=f"{joined} accounts, {agreed} consents since",
        target="0 and 0",
    )


@control("R-4", kind=Kind.SETTINGS)
def the_gate_stands_before_every_upload(_now: datetime) -> Finding:
    """What would take something in is refused before its body is read."""
    order = list(settings.MIDDLEWARE)
    is_first = GATE in order and order.index(GATE) < order.index(UPLOADS)
    return Finding(
        is_kept=is_first,
        value="the gate is asked first" if is_first else "the gate is not asked first",
        target="the gate is asked first",
    )


@control("R-5", kind=Kind.QUERY)
def the_end_leaves_nothing_behind(now: datetime) -> Finding:
    """An end that is done has a certificate that is ours, and is as true as on its day."""
    late = Termination.objects.filter(
        state=State.DELETING, moved_at__lte=now - DELETED_WITHIN
    ).count()
    done = list(Termination.objects.filter(state=State.DONE))
    unsigned = sum(not is_signed_by_us(json.loads(one.certificate)) for one in done)
    left = sum(left_to_delete().values()) if done else 0
    return Finding(
        is_kept=late + unsigned + left == 0,
        value=f"{left} rows left, {unsigned} certificates not ours, {late} not finished in time",
        target="0, 0 and 0",
    )
