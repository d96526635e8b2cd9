"""A person whose every field holds a word that occurs nowhere else: a canary.

What is filled is read from the register, so that a new model is filled from its first day, or the
test that uses it fails. Most rows are made from their columns alone; `SPECIAL` says what a column
does not tell.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.db import connections, models
from django.utils import timezone

from accounts.models import User
from accounts.services.mark_name import mark_name
from portraits.models import Job, Template
from privacy import storage
from privacy.encryption import seal_field
from privacy.models import AffectedPerson, Erasure, Incident, LedgerEntry, SubjectPseudonym
from privacy.registry import Category, OnErasure, PersonalData, declaration_of, model_of
from privacy.selectors.subject_rows import about_people, children_first
from privacy.services.append_ledger import append_ledger
from privacy.services.incidents.open_incident import WHAT_CONTEXT
from privacy.services.name_subject import name_subject
from tests.sharing import draft

# The order of a cancellation: there is none before one is given.
NOT_BEFORE_THE_END = (Erasure,)
DAYS = timedelta(days=9)
WORD_LENGTH = 9


class Canaries:
    """One person's canaries: which word stands in which field."""

    def __init__(self, person: User, mark: str) -> None:
        self.person = person
        self.prefix = f"cnry{mark}"
        self.now = timezone.now()
        self.words: dict[str, tuple[str, str]] = {}
        self.contents: dict[Any, str] = {}
        self.rows: dict[type[models.Model], Any] = {}

    def fill(self) -> "Canaries":
        """Make one row of every class that can hold something about a person, parents first."""
        for declaration in reversed(children_first()):
            if model_of(declaration) not in NOT_BEFORE_THE_END:
                self.rows[model_of(declaration)] = self._make(declaration)
        return self

    def word(self, model: str, name: str) -> str:
        """A new word, remembered with the field that it stands in."""
        word = f"{self.prefix}{len(self.words):03d}"
        assert len(word) == WORD_LENGTH
        self.words[word] = (model, name)
        return word

    def words_of(self, *, kept: bool) -> set[str]:
        """The readable words in classes that outlive the account, or in all others."""
        return {
            word
            for word, (model, name) in self.words.items()
            if _is_kept(model) == kept and not is_sealed(model, name)
        }

    def _make(self, declaration: PersonalData) -> Any:
        make = MAKERS.get(declaration.model)
        if make is not None:
            return make(self)
        special = SPECIAL.get(declaration.model, {})
        values = {
            field.name: special[field.name](self)
            if field.name in special
            else self._value(declaration, field)
            for field in model_of(declaration)._meta.concrete_fields
            if field.name in special or _is_filled(declaration, field)
        }
        return model_of(declaration)._default_manager.create(**values)

    def _value(self, declaration: PersonalData, field: Any) -> Any:
        if field.name in declaration.files:
            return self._object(declaration, field.name)
        if field.name in declaration.sealed:
            word = self.word(declaration.model, field.name)
            return seal_field(word, context=declaration.sealed[field.name])
        if field.choices:
            return field.choices[0][0]
        if field.related_model is not None:
            return self._related(field.related_model)
        return VALUES[field.get_internal_type()](self, declaration.model, field)

    def _object(self, declaration: PersonalData, name: str) -> Any:
        word = self.word(declaration.model, name)
        object_id = storage.seal_bytes(
            declaration.files[name], word.encode(), now=self.now, destroy_at=self.now + DAYS
        )
        self.contents[object_id] = word
        return object_id

    def _related(self, model: type[models.Model]) -> Any:
        if model is get_user_model():
            return self.person
        if model is Template:
            return Template.objects.get_or_create(
                slug="plain", defaults={"kind": "look", "created_at": self.now}
            )[0]
        if model in self.rows:
            return self.rows[model]
        return model._default_manager.first() or model._default_manager.create(name="anybody")


def _is_filled(declaration: PersonalData, field: Any) -> bool:
    """Whatever is about the person, and whatever a row cannot be without."""
    is_needed = not (field.null or field.has_default() or field.auto_created)
    is_left_alone = field.blank and field.name not in declaration.holds
    return field.name in declaration.holds or (is_needed and not is_left_alone)


def is_sealed(model: str, name: str) -> bool:
    """Whether a word stands there that nobody reads without a key."""
    declaration = declaration_of(model)
    assert declaration is not None
    return name in declaration.sealed or name in declaration.files


def _is_kept(model: str) -> bool:
    declaration = declaration_of(model)
    assert declaration is not None
    return declaration.on_erasure is OnErasure.KEEP


def _text(canaries: Canaries, model: str, field: Any) -> str:
    """A few columns are too short for a word; none of them may be about a person."""
    is_short = field.max_length is not None and field.max_length < WORD_LENGTH
    return "short" if is_short else canaries.word(model, field.name)


VALUES: dict[str, Callable[[Canaries, str, Any], Any]] = {
    "CharField": _text,
    "TextField": _text,
    "EmailField": lambda one, model, field: f"{one.word(model, field.name)}@example.org",
    "JSONField": lambda one, model, field: {"canary": one.word(model, field.name)},
    "GenericIPAddressField": lambda *_field: "203.0.113.77",
    "UUIDField": lambda *_field: uuid4(),
    "DateTimeField": lambda one, *_field: one.now,
    "DateField": lambda one, *_field: one.now.date(),
    "BooleanField": lambda *_field: True,
    "PositiveSmallIntegerField": lambda *_field: 0,
    "PositiveIntegerField": lambda *_field: 7,
    "PositiveBigIntegerField": lambda *_field: 7,
    "BigIntegerField": lambda *_field: 7,
    "FloatField": lambda *_field: 0.5,
}


def _name_with_axes(canaries: Canaries) -> str:
    return mark_name(canaries.person.email)


def _number(canaries: Canaries) -> int:
    return canaries.person.pk


def _day_before(canaries: Canaries) -> date:
    return canaries.now.date() - DAYS


def _pseudonym_of(canaries: Canaries) -> UUID:
    return name_subject(canaries.person, now=canaries.now)


READY: dict[str, Callable[[Canaries], Any]] = {
    "status": lambda _one: Job.Status.READY,
    "ready_at": lambda one: one.now,
    "expires_at": lambda one: one.now + DAYS,
}
SPECIAL: dict[str, dict[str, Callable[[Canaries], Any]]] = {
    "axes.AccessAttempt": {"username": _name_with_axes},
    "axes.AccessFailureLog": {"username": _name_with_axes},
    "axes.AccessLog": {"username": _name_with_axes},
    "portraits.Clip": READY,
    "portraits.Cutout": READY,
    "portraits.Portrait": READY,
    # One link shows one thing.
    "portraits.ShareLink": {"clip": lambda _one: None},
    "privacy.Agreement": {
        "party": lambda one: draft(now=one.now),
        "signed_on": _day_before,
        "subject": _pseudonym_of,
    },
    "privacy.SharingEvent": {"subject": _pseudonym_of},
    "privacy.StaffRole": {"person_number": _number},
    "privacy.StaffAgreement": {"person_number": _number, "signed_on": _day_before},
    "privacy.StaffTraining": {"person_number": _number, "passed_on": _day_before},
    "privacy.DutyBreach": {"person_number": _number, "lifted_by": lambda _one: "person 8"},
    "privacy.AccessGrant": {
        "subject": lambda one: name_subject(one.person, now=one.now),
        "classes": lambda _one: ["accounts.User"],
    },
    # One that is being made or waits would stand before the next.
    "privacy.Export": {"state": lambda _one: "expired"},
}


def _account(canaries: Canaries) -> User:
    declaration = declaration_of(User)
    assert declaration is not None
    person = canaries.person
    person.age_band = User.AgeBand.TEEN
    word = canaries.word("accounts.User", "sealed_birth_date")
    person.sealed_birth_date = seal_field(word, context=declaration.sealed["sealed_birth_date"])
    person.email = f"{canaries.word('accounts.User', 'email')}@example.org"
    person.save()
    return person


def _ledger_entry(canaries: Canaries) -> LedgerEntry:
    subject = name_subject(canaries.person, now=canaries.now)
    payload = {"canary": canaries.word("privacy.LedgerEntry", "payload")}
    return append_ledger("consents", payload, now=canaries.now, subject=subject)


def _pseudonym(canaries: Canaries) -> SubjectPseudonym:
    name_subject(canaries.person, now=canaries.now)
    return SubjectPseudonym.objects.get(person=canaries.person)


def _affected(canaries: Canaries) -> AffectedPerson:
    declaration = declaration_of(AffectedPerson)
    assert declaration is not None
    incident = Incident.objects.create(
        kind="leak",
        spread="outside",
        sealed_what=seal_field("Something.", context=WHAT_CONTEXT),
        filed_by="person 7",
        filed_at=canaries.now,
        moved_at=canaries.now,
        detected_at=canaries.now,
    )
    word = canaries.word("privacy.AffectedPerson", "sealed_remedy")
    return AffectedPerson.objects.create(
        incident=incident,
        subject=name_subject(canaries.person, now=canaries.now),
        found_at=canaries.now,
        harm="happened",
        sealed_remedy=seal_field(word, context=declaration.sealed["sealed_remedy"]),
    )


MAKERS: dict[str, Callable[[Canaries], Any]] = {
    "accounts.User": _account,
    "privacy.AffectedPerson": _affected,
    "privacy.LedgerEntry": _ledger_entry,
    "privacy.SubjectPseudonym": _pseudonym,
}


def unfilled(canaries: Canaries) -> set[str]:
    """Text fields about a person that hold no canary, of any class."""
    filled = set(canaries.words.values())
    return {
        f"{one.model}.{name}"
        for one in about_people()
        if model_of(one) not in NOT_BEFORE_THE_END
        for name, category in one.holds.items()
        if _could_hold(one, name, category) and (one.model, name) not in filled
    }


def _could_hold(declaration: PersonalData, name: str, category: Category) -> bool:
    field = model_of(declaration)._meta.get_field(name)
    is_set_elsewhere = name in SPECIAL.get(declaration.model, {}) or name == "password"
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    is_sealed = name in declaration.sealed or name in declaration.files
    return (is_sealed or (is_text and not field.choices)) and not (
        is_set_elsewhere or (declaration.model == "accounts.User" and category is Category.CHOICE)
    )


def dumped_tables() -> dict[str, bytes]:
    """Every row of every table of every database, by table."""
    return {
        f"{alias}.{table}": _dumped(alias, table)
        for alias in connections
        for table in _tables(alias)
    }


def _tables(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        return connections[alias].introspection.table_names(cursor)


def _dumped(alias: str, table: str) -> bytes:
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 names of our own tables
        values = [value for row in cursor.fetchall() for value in row]
    return b"\n".join(
        bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in values
    )
