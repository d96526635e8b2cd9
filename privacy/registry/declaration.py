"""The words of a declaration: what a model holds about a person, why, until when, and then what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise as LazyText


class Grade(IntEnum):
    """How much harm a leak does: 1 technical, 2 about a person, 3 identifies, 4 sensitive."""

    TECHNICAL = 1
    PERSONAL = 2
    IDENTIFYING = 3
    SENSITIVE = 4


class Category(StrEnum):
    """What kind of personal data a field holds."""

    FACE = "face"
    IDENTITY = "identity"
    CONTACT = "contact"
    SECRET = "secret"  # noqa: S105 a category
    AGE = "age"
    CHOICE = "choice"
    ACTIVITY = "activity"
    PROOF = "proof"
    TECHNICAL = "technical"

    @property
    def grade(self) -> Grade:
        return _GRADES[self]


_GRADES = {
    Category.FACE: Grade.SENSITIVE,
    Category.IDENTITY: Grade.IDENTIFYING,
    Category.CONTACT: Grade.IDENTIFYING,
    Category.SECRET: Grade.SENSITIVE,
    Category.AGE: Grade.IDENTIFYING,
    Category.CHOICE: Grade.PERSONAL,
    Category.ACTIVITY: Grade.PERSONAL,
    Category.PROOF: Grade.PERSONAL,
    Category.TECHNICAL: Grade.TECHNICAL,
}


class OnErasure(StrEnum):
    """What becomes of a row when its person cancels the account."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    KEEP = "keep"


Text = str | LazyText
PurgeRow = Callable[[Any, datetime], None]
StopPurpose = Callable[[Any, datetime], None]
# What a reference (a link's address, a number) names of a class, taken down: how many rows were.
TakeDown = Callable[[str, datetime], int]
Anonymise = Callable[[QuerySet[Any], datetime], None]
Show = Callable[[Any], Any]
Subject = str | Callable[[Any], QuerySet[Any]] | None


@dataclass(frozen=True, slots=True)
class Clock:
    """When a row's time is over: `after` past its `anchor`, for the promise named.

    Without `purge` the row's sealed objects are destroyed and the row is deleted; with it, that one
    callable does what must be done and may leave the row. `at_least` is a floor that the law sets:
    nothing is removed before it, whatever the other figures say. A clock that does not
    yield to holds runs for rows under a hold too. One of unfinished rows (a sign-up that nobody
    confirmed) says nothing about how long the others are kept.
    """

    anchor: str
    after: timedelta
    promise: str
    where: Q = field(default_factory=Q)
    purge: PurgeRow | None = None
    at_least: timedelta | None = None
    yields_to_holds: bool = True
    is_of_unfinished: bool = False

    def __post_init__(self) -> None:
        if self.at_least is not None and self.after < self.at_least:
            raise ValueError(f"{self.promise}: {self.after} is before the floor {self.at_least}")

    def due(self, rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
        """This function will return the rows whose time is over, oldest first."""
        over = Q(**{f"{self.anchor}__lte": now - self.after})
        return rows.filter(over & self.where).order_by(self.anchor)

    def lateness(self, row: Model, now: datetime) -> timedelta:
        """This function will say how long ago the row should have gone."""
        anchor: datetime = getattr(row, self.anchor)
        return now - anchor - self.after

    def require_term(self, row: Model, now: datetime) -> None:
        """This function will let pass a row whose time is over, and whose floor is reached.

        :raises TooEarly: for any other, however it came here
        """
        term = max(self.after, self.at_least or self.after)
        if getattr(row, self.anchor) + term > now:
            raise TooEarly


class TooEarly(Exception):
    """Something was about to be removed before its time."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One model's declaration.

    `label` is what a person reads. `subject` is the path to the person, or a callable from the
    person to their rows, or None where rows are tied to nobody. `files` names the fields that hold
    sealed object ids, with the class of object; `sealed` the columns of sealed texts, with the
    context each is bound to; `shows` makes a sealed or derived value readable for the person.
    `purpose` is a consent key or one of account, security, proof, operation. `is_deletable` lets
    the person delete the rows without cancelling the account; `delete` says how, where more than
    the row must go. A legal hold can keep every class but those that say why not
    (`not_held_because`).
    """

    model: str
    label: Text
    subject: Subject
    holds: Mapping[str, Category]
    purpose: str
    on_erasure: OnErasure
    plain: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    clocks: Sequence[Clock] = ()
    on_withdrawal: StopPurpose | None = None
    on_takedown: TakeDown | None = None
    anonymise: Anonymise | None = None
    shows: Mapping[str, Show] = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)
    is_deletable: bool = False
    delete: PurgeRow | None = None
    because: Text = ""
    not_held_because: Text = ""

    def __post_init__(self) -> None:
        if self.on_erasure is OnErasure.ANONYMISE and self.anonymise is None:
            raise ValueError(f"{self.model}: say how a row is anonymised (anonymise=...)")
        if self.on_erasure is OnErasure.KEEP and not self.because:
            raise ValueError(f"{self.model}: a row that is kept needs a reason (because=...)")

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self.holds) | frozenset(self.plain)
