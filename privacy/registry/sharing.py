"""What can be given to anybody at all, on which grounds, and who proves that a ground is there.

Design. A payload is made of declared fields, so that the register says what each of them is and
no caller can call a face something else. There is no word for a face here: `Shareable` lacks it,
as it lacks secrets, and a payload with either cannot be made, whatever the ground.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from privacy.registry import declaration_of
from privacy.registry.declaration import Category


class Shareable(StrEnum):
    """Every category of personal data but faces and secrets."""

    IDENTITY = Category.IDENTITY.value
    CONTACT = Category.CONTACT.value
    AGE = Category.AGE.value
    CHOICE = Category.CHOICE.value
    ACTIVITY = Category.ACTIVITY.value
    PROOF = Category.PROOF.value
    TECHNICAL = Category.TECHNICAL.value


class NeverShared(Exception):
    """A face, a secret, or something that no declaration knows was put into a payload."""


Plain = str | int | float | bool | None


@dataclass(frozen=True)
class Payload:
    """Fields of the register by name (`accounts.User.email`) with plain values.

    :raises NeverShared: on a face, a secret, an unknown field or a value that is not plain
    """

    fields: Mapping[str, Plain]

    def __post_init__(self) -> None:
        for name, value in self.fields.items():
            category_of(name)
            if not isinstance(value, Plain):
                raise NeverShared(name)

    @cached_property
    def categories(self) -> frozenset[Shareable]:
        """What kinds of data these are, as the register says."""
        return frozenset(category_of(name) for name in self.fields)


NOTHING = Payload({})


def category_of(name: str) -> Shareable:
    """This function will say what a field is, by the register of personal data.

    :raises NeverShared: when it is nothing that could be given to anybody
    """
    model, _dot, field = name.rpartition(".")
    declaration = declaration_of(model)
    category = declaration.holds.get(field) if declaration is not None else None
    if category is None or category.value not in set(Shareable):
        raise NeverShared(name)
    return Shareable(category.value)


class Ground(StrEnum):
    """The cases of section 4 of the policy; there is no other way out."""

    SERVICE = "S-1"
    AFFILIATE = "S-3"
    FIRST_SECTION = "S-4"
    DUTY = "S-5"
    PROMOTION = "S-6"
    AUTHORITY = "S-7"
    CONSENT = "S-8"
    GUARDIAN = "S-9"
    SIGNED = "S-10"
    RESEARCH = "S-11"
    OTHER_LAW = "S-12"


# Says whether the record of that reference is in force for the person (None: about no one person).
IsInForce = Callable[[str, Any, datetime], bool]
_records: dict[str, IsInForce] = {}


def register_record(ground: str, is_in_force: IsInForce) -> None:
    """This function will name who knows the records that a ground rests on."""
    _records[ground] = is_in_force


def has_record(ground: str, reference: str, *, subject: Any, now: datetime) -> bool:
    """This function will say whether the record exists; without anybody who knows, it does not."""
    check = _records.get(ground)
    return check is not None and bool(reference) and check(reference, subject, now)
