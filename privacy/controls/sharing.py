"""Controls of sharing: whatever left did so by the gate, with the record its ground asks for.

Promises that rest on records alone are bound with kind `record`. With no record on file they are
`unproven` and their value says that nothing was needed: no query can see what was never written
down, and a green light would claim that it had.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from privacy.models import Agreement, SharingConsent, SharingEvent, SubjectPseudonym, ThirdParty
from privacy.models.third_party import ThirdPartyCategory
from privacy.registry.control import Finding, Kind, control, tested
from privacy.registry.declaration import Category
from privacy.registry.sharing import Ground
from privacy.selectors.calendars import today_there
from privacy.selectors.third_parties import missing_of
from privacy.services.sharing.grounds import ACCOUNT

DAY = timedelta(days=1)
NO_FACE = "nobody_receives_a_face"

tested("F-4", "F-5", "K-8", "O-5", "O-6", "S-1", "S-2", "S-4", "S-6", "S-8", "S-9", "S-11", "T-3")


@control("F-4", kind=Kind.QUERY)
@control("F-5", kind=Kind.QUERY)
@control("S-4", kind=Kind.QUERY)
def no_recipient_may_get_a_face(_now: datetime) -> Finding:
    """The constraint stands in the database, and neither the register nor the log has a face."""
    with connection.cursor() as cursor:
        table = ThirdPartyCategory._meta.db_table
        is_there = NO_FACE in connection.introspection.get_constraints(cursor, table)
    face = Category.FACE.value
    listed = ThirdPartyCategory.objects.filter(category=face).count()
    given = SharingEvent.objects.filter(categories__contains=face).count()
    return Finding(
        is_kept=is_there and listed + given == 0,
        value=f"{listed} recipients and {given} permits with a face; the database "
        f"{'refuses' if is_there else 'allows'} them",
        target="0 and 0; the database refuses them",
    )


@control("S-0", kind=Kind.QUERY)
def every_permit_stands_in_the_ledger(_now: datetime) -> Finding:
    """Each row of the log has a ground and is the one that the ledger's entry names."""
    events = list(SharingEvent.objects.select_related("entry"))
    wrong = [one for one in events if not _is_in_ledger(one)]
    return Finding(
        is_kept=not wrong,
        value=f"{len(events)} permits, {len(wrong)} unlike their entry",
        target="0 unlike their entry",
    )


def _is_in_ledger(event: SharingEvent) -> bool:
    told = json.loads(event.entry.payload)
    wanted = (str(event.pk), event.ground, event.payload_sha256)
    return (told.get("event"), told.get("ground"), told.get("payload_sha256")) == wanted


@control("S-1", kind=Kind.QUERY)
@control("S-13", kind=Kind.RECORD)
def every_recipient_is_complete_and_bound(now: datetime) -> Finding:
    """Nobody is switched on without description, second person and agreement.

    The day after an agreement's last is left to the schedule; the gate is shut from midnight on.
    """
    active = list(ThirdParty.objects.filter(state=ThirdParty.State.ACTIVE))
    bound = set(
        Agreement.objects.filter(until__gte=today_there(now - DAY)).values_list("party", flat=True)
    )
    wrong = [one for one in active if any(missing_of(one)) or one.pk not in bound]
    return Finding(
        is_kept=not wrong,
        value=f"{len(active)} recipients, {len(wrong)} incomplete or without an agreement in date",
        target="0 incomplete or without",
        records=len(active),
    )


@control("O-5", kind=Kind.QUERY)
@control("S-2", kind=Kind.QUERY)
def every_recipient_has_its_addresses(_now: datetime) -> Finding:
    """The public list can link each one's policy and terms."""
    active = ThirdParty.objects.filter(state=ThirdParty.State.ACTIVE)
    bare = active.filter(Q(terms_url="") | Q(policy_url="")).count()
    return Finding(is_kept=bare == 0, value=f"{bare} of {active.count()} without", target="0")


@control("S-8", kind=Kind.QUERY)
@control("T-3", kind=Kind.QUERY)
def whatever_rests_on_consent_has_one(_now: datetime) -> Finding:
    """Each such permit names a yes of that person from before; the yes goes with the account."""
    here = SubjectPseudonym.objects.values("pseudonym")
    events = SharingEvent.objects.filter(ground=Ground.CONSENT)
    wrong = [one for one in events.filter(subject__in=here) if not _has_consent(one)]
    lone = events.filter(subject__isnull=True).count()
    return Finding(
        is_kept=not wrong and lone == 0,
        value=f"{events.count()} permits, {len(wrong) + lone} without a yes",
        target="0 without a yes",
    )


def _has_consent(event: SharingEvent) -> bool:
    given = SharingConsent.objects.filter(
        person__pseudonym__pseudonym__in=[event.subject], given_at__lte=event.at
    ).exclude(withdrawn_at__lt=event.at)
    return any(str(one.pk) == event.reference for one in given)


@control("S-9", kind=Kind.QUERY)
def a_guardian_asks_for_one_child(_now: datetime) -> Finding:
    """Each such permit is about one person and names the guardian's link."""
    events = SharingEvent.objects.filter(ground=Ground.GUARDIAN)
    wrong = events.filter(Q(subject__isnull=True) | Q(reference="")).count()
    return Finding(
        is_kept=wrong == 0, value=f"{events.count()} permits, {wrong} without", target="0 without"
    )


Rows = QuerySet[SharingEvent]


def _not_an_affiliate(events: Rows) -> int:
    others = events.exclude(party__kind=ThirdParty.Kind.AFFILIATE).count()
    fields = events.values_list("fields", flat=True)
    return others + sum(any(not one.startswith(ACCOUNT) for one in named) for named in fields)


def _without_reference(events: Rows) -> int:
    return events.filter(reference="").count()


def _without_citation(events: Rows) -> int:
    return events.exclude(basis__ground="X-11").count()


def _bind(ground: Ground, count_wrong: Callable[[Rows], int]) -> None:
    """A promise that rests on staff's records: every permit on its ground has the record."""

    def check(_now: datetime) -> Finding:
        events = SharingEvent.objects.filter(ground=ground)
        wrong, count = count_wrong(events), events.count()
        return Finding(
            is_kept=wrong == 0,
            value=f"{count} permits on this ground, {wrong} without the record it rests on"
            if count
            else "nothing was shared on this ground, so no record was needed",
            target="0 without the record",
            records=count,
        )

    check.__name__ = "each_permit_has_its_record"
    control(ground, kind=Kind.RECORD)(check)


_bind(Ground.AFFILIATE, _not_an_affiliate)
_bind(Ground.DUTY, _without_reference)
_bind(Ground.AUTHORITY, _without_reference)
_bind(Ground.SIGNED, _without_reference)
_bind(Ground.OTHER_LAW, _without_citation)
