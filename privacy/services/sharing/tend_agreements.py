"""Warn before agreements end, each time once, and switch off whoever nothing binds any more."""

from datetime import datetime

from django.db import transaction

from privacy.models import Agreement, AgreementWarning, Notice, ThirdParty
from privacy.registry.roles import Right
from privacy.selectors.calendars import today_there
from privacy.selectors.staff import staff_to_tell
from privacy.selectors.third_parties import active_parties, agreements_in_date
from privacy.services.give_notice import give_notice
from privacy.services.sharing.move_party import suspend_party
from privacy.services.transitions import SCHEDULE

WARN_DAYS_BEFORE = (60, 30, 7)


def tend_agreements(*, now: datetime) -> None:
    """This function will give the warnings that are due and suspend who is no longer bound."""
    for party in ThirdParty.objects.filter(state=ThirdParty.State.ACTIVE):
        agreement = agreements_in_date(today_there(now)).filter(party=party, subject=None).first()
        if agreement is not None:
            _warn(agreement, now)
    bound = active_parties(now).values("pk")
    for party in ThirdParty.objects.filter(state=ThirdParty.State.ACTIVE).exclude(pk__in=bound):
        suspend_party(party, by=SCHEDULE, now=now)


@transaction.atomic
def _warn(agreement: Agreement, now: datetime) -> None:
    left = (agreement.until - today_there(now)).days
    said = set(agreement.warnings.values_list("days_before", flat=True))
    due = [days for days in WARN_DAYS_BEFORE if left <= days and days not in said]
    rows = [AgreementWarning(agreement=agreement, days_before=days, at=now) for days in due]
    AgreementWarning.objects.bulk_create(rows, ignore_conflicts=True)
    if due:
        for person in staff_to_tell(Right.FILE_SHARING):
            cause = f"{agreement.pk}:{min(due)}"
            give_notice(person, Notice.Kind.AGREEMENT_ENDS, cause=cause, now=now)
