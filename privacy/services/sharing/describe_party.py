"""Put a third party into the register as a draft, and describe it until it is complete."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from privacy.models import ThirdParty, ThirdPartyCategory
from privacy.registry.roles import Right
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.sharing.party_steps import STEPS
from privacy.services.transitions import Actor

DESCRIPTION = (
    "name",
    "kind",
    "purpose",
    "purpose_zh",
    "region",
    "kept_days",
    "policy_url",
    "terms_url",
    "hosts",
)


def file_party(
    *, categories: Iterable[str], by: Actor, now: datetime, **described: Any
) -> ThirdParty:
    """This function will file a third party; what is still missing may follow.

    :raises Refused: `permission_denied`, 403
    :raises ValidationError: when a column is not what it should be
    """
    with transaction.atomic():
        party = file_record(ThirdParty(**described), by=by, right=Right.FILE_SHARING, now=now)
        _list(party, categories)
    return party


def describe_party(
    party: ThirdParty, *, categories: Iterable[str], by: Actor, now: datetime, **described: Any
) -> None:
    """This function will describe a draft anew; whoever writes it cannot approve it.

    :raises Refused: as `move_record`
    """
    with transaction.atomic():
        move_record(party, "describe", steps=STEPS, by=by, now=now, filed_by=by.name, **described)
        party.full_clean()
        party.categories.all().delete()
        _list(party, categories)


def _list(party: ThirdParty, categories: Iterable[str]) -> None:
    rows = [ThirdPartyCategory(party=party, category=one) for one in sorted(set(categories))]
    for row in rows:
        row.full_clean()
    ThirdPartyCategory.objects.bulk_create(rows)
