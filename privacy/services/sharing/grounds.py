"""What each ground of section 4 asks for: which recipients, which fields, which record.

A ground that is not in `RULES` opens nothing. No rule mentions faces: a payload cannot hold one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q, QuerySet

from privacy.models import Agreement, BasisInvocation, SharingConsent, ThirdParty
from privacy.models.refusal import Refused
from privacy.registry.sharing import Ground, has_record
from privacy.selectors.calendars import today_there
from privacy.selectors.exceptions import covers
from privacy.selectors.third_parties import agreements_in_date, pseudonym_of
from privacy.services.sharing.outgoing import Outgoing

Kind = ThirdParty.Kind
Proof = Callable[[Outgoing, datetime], bool]
# These only ever get sums that identify nobody (K-8, O-4, S-6).
ONLY_SUMS = frozenset({Kind.DATA, Kind.ADVERTISING, Kind.PROMOTION, Kind.SDK})
ACCOUNT = "accounts."
FIRST_SECTION = "face_"


@dataclass(frozen=True, slots=True)
class Rule:
    """`kinds` of third parties that may receive; none where the record itself names who does."""

    kinds: frozenset[Kind]
    has_proof: Proof
    is_release: bool = False


def require_ground(outgoing: Outgoing, now: datetime) -> None:
    """This function will let pass what its ground allows.

    :raises Refused: `sharing_denied`, 403, for another kind of recipient or of payload;
        `sharing_record_missing`, 403, without the record that the ground rests on
    """
    rule = RULES.get(outgoing.ground)
    if rule is None or not outgoing.purpose or not _fits(rule, outgoing):
        raise Refused("sharing_denied", 403)
    if not rule.has_proof(outgoing, now):
        raise Refused("sharing_record_missing", 403)


def _fits(rule: Rule, outgoing: Outgoing) -> bool:
    party, is_release = outgoing.party, outgoing.release is not None
    if (party is None) != (not rule.kinds) or (party and party.kind not in rule.kinds):
        return False
    if is_release == bool(outgoing.payload.fields):
        return False
    needs_release = rule.is_release or (party is not None and party.kind in ONLY_SUMS)
    return is_release if needs_release else True


def _by_itself(_outgoing: Outgoing, _now: datetime) -> bool:
    """The third party's own row, complete and under an agreement in date, is the record."""
    return True


def _account_fields(outgoing: Outgoing, _now: datetime) -> bool:
    return all(name.startswith(ACCOUNT) for name in outgoing.payload.fields)


def _first_section(outgoing: Outgoing, _now: datetime) -> bool:
    return outgoing.purpose.startswith(FIRST_SECTION)


def _agreement(outgoing: Outgoing, now: datetime) -> bool:
    return _agreements(outgoing, now).filter(subject__isnull=True).exists()


def _signed_by_person(outgoing: Outgoing, now: datetime) -> bool:
    name = pseudonym_of(outgoing.subject)
    return name is not None and _agreements(outgoing, now).filter(subject=name).exists()


def _agreements(outgoing: Outgoing, now: datetime) -> QuerySet[Agreement]:
    in_date = agreements_in_date(today_there(now)).filter(party=outgoing.party)
    return in_date.filter(pk=number) if (number := _number(outgoing)) else in_date.none()


def _number(outgoing: Outgoing) -> UUID | None:
    try:
        return UUID(outgoing.reference)
    except ValueError:
        return None


def _consent(outgoing: Outgoing, now: datetime) -> bool:
    """The person's own row covers purpose, region and fields; one for a single use is used up."""
    given = SharingConsent.objects.filter(
        pk__in=[_number(outgoing)],
        person=outgoing.subject,
        purpose=outgoing.purpose,
        region=outgoing.region,
        withdrawn_at__isnull=True,
    ).filter(Q(until__gt=now) | Q(until__isnull=True, used_at__isnull=True))
    consent = given.first()
    if consent is None or not set(outgoing.payload.fields) <= set(consent.fields):
        return False
    return bool(given.filter(pk=consent.pk).update(used_at=now))


def _registered(outgoing: Outgoing, now: datetime) -> bool:
    return has_record(outgoing.ground, outgoing.reference, subject=outgoing.subject, now=now)


def _of_one_person(outgoing: Outgoing, now: datetime) -> bool:
    return outgoing.subject is not None and _registered(outgoing, now)


def _research(outgoing: Outgoing, now: datetime) -> bool:
    basis = outgoing.basis
    is_of_it = basis is not None and basis.release_id == getattr(outgoing.release, "pk", None)
    return is_of_it and covers(basis, BasisInvocation.Ground.RESEARCH, outgoing.payload, now)


def _citation(outgoing: Outgoing, now: datetime) -> bool:
    return covers(outgoing.basis, BasisInvocation.Ground.OTHER_LAW, outgoing.payload, now)


EVERYBODY = frozenset(Kind)
NOBODY: frozenset[Kind] = frozenset()
PROVIDERS = frozenset({Kind.PAYMENT, Kind.DATA, Kind.ADVERTISING, Kind.PROVIDER, Kind.SDK})

RULES: Mapping[Ground, Rule] = MappingProxyType(
    {
        Ground.SERVICE: Rule(PROVIDERS, _by_itself),
        Ground.AFFILIATE: Rule(frozenset({Kind.AFFILIATE}), _account_fields),
        Ground.FIRST_SECTION: Rule(EVERYBODY, _first_section),
        Ground.DUTY: Rule(EVERYBODY, _agreement),
        Ground.PROMOTION: Rule(frozenset({Kind.PROMOTION}), _by_itself, is_release=True),
        Ground.AUTHORITY: Rule(NOBODY, _registered),
        Ground.CONSENT: Rule(NOBODY, _consent),
        Ground.GUARDIAN: Rule(NOBODY, _of_one_person),
        Ground.SIGNED: Rule(EVERYBODY, _signed_by_person),
        Ground.RESEARCH: Rule(EVERYBODY, _research, is_release=True),
        Ground.OTHER_LAW: Rule(EVERYBODY, _citation),
    }
)
