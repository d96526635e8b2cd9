"""Who may receive anything now: read by the gate, by the public page and by the checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from privacy.models import Agreement, SharingEvent, SubjectPseudonym, ThirdParty
from privacy.models.third_party import CATEGORY_WORDS
from privacy.registry.sharing import Shareable
from privacy.selectors.calendars import today_there


@dataclass(frozen=True, slots=True)
class PublicParty:
    """One third party as everybody may see it."""

    name: str
    kind: str
    kind_words: str
    categories: list[str]
    category_words: list[str]
    purpose: str
    region: str
    kept_days: int
    policy_url: str
    terms_url: str
    since: datetime


def agreements_in_date(today: date) -> QuerySet[Agreement]:
    """This function will return the agreements that bind somebody today."""
    return Agreement.objects.filter(signed_on__lte=today, until__gte=today)


def active_parties(now: datetime) -> QuerySet[ThirdParty]:
    """This function will return who may receive something: active, and bound today.

    An agreement that ended at midnight counts no more, whether or not the schedule has been by.
    """
    bound = agreements_in_date(today_there(now)).filter(subject__isnull=True)
    active = ThirdParty.objects.filter(state=ThirdParty.State.ACTIVE, pk__in=bound.values("party"))
    return active.order_by("name")


def public_parties(now: datetime) -> list[PublicParty]:
    """This function will return the list that the policy promises; it may be empty."""
    return [_public(party) for party in active_parties(now).prefetch_related("categories")]


def _public(party: ThirdParty) -> PublicParty:
    listed = sorted(one.category for one in party.categories.all())
    is_chinese = (get_language() or "en").startswith("zh")
    return PublicParty(
        name=party.name,
        kind=party.kind,
        kind_words=str(party.get_kind_display()),
        categories=listed,
        category_words=[str(CATEGORY_WORDS[Shareable(one)]) for one in listed],
        purpose=party.purpose_zh if is_chinese else party.purpose,
        region=party.region,
        kept_days=party.kept_days or 0,
        policy_url=party.policy_url,
        terms_url=party.terms_url,
        since=party.approved_at or party.moved_at,
    )


def received_of(person: Any) -> QuerySet[SharingEvent]:
    """This function will return what others received of a person, newest first."""
    return SharingEvent.objects.filter(subject__in=names_of(person)).select_related("party")


def names_of(person: Any) -> QuerySet[Any]:
    """This function will return the names that the ledger knows a person by, for a query."""
    return SubjectPseudonym.objects.filter(person=person).values("pseudonym")


def pseudonym_of(person: Any) -> UUID | None:
    """This function will return the name that the ledger knows a person by, if there is one."""
    return (
        SubjectPseudonym.objects.filter(person=person).values_list("pseudonym", flat=True).first()
    )


def registered_hosts(now: datetime) -> set[str]:
    """This function will return the hosts of all active third parties."""
    listed = active_parties(now).values_list("hosts", flat=True)
    return {host.lower() for text in listed for host in text.split()}


def is_abroad(region: str) -> bool:
    """This function will say whether a region is another than the one that data lie in."""
    return region.lower() != settings.DATA_REGION.lower()


def missing_of(party: ThirdParty) -> Iterator[str]:
    """This function will name the columns that a third party still lacks before it is active."""
    for name in ("purpose", "purpose_zh", "region", "kept_days", "policy_url", "terms_url"):
        if getattr(party, name) in ("", None):
            yield name
    if not party.categories.exists():
        yield "categories"
