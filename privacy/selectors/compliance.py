"""What the site can show of itself to whoever supervises it. Nothing of it is about a user.

Of a register's columns only those are shown that are declared plain and say little: texts that
somebody wrote freely, sealed columns and everything about a person stay where they are.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count

from privacy.models import (
    CheckResult,
    ConsentState,
    PolicyVersion,
    PurgeRun,
    Receipt,
    SignedHead,
)
from privacy.models.register import RegisterRecord
from privacy.policies.consents import CONSENTS
from privacy.promises import CHECK_RESULT_KEPT, FACE_FILING_PEOPLE, PROMISES
from privacy.registry import Category, declaration_of, declarations, model_of
from privacy.selectors.ticket_figures import answer_figures, weeks_of_load

Row = dict[str, Any]
# Short, or counted: whatever else somebody typed could name a person.
SHOWN_FIELDS = (
    models.UUIDField,
    models.DateTimeField,
    models.DateField,
    models.BooleanField,
    models.IntegerField,
    models.FloatField,
)
# Who acted, always `person N`, and hashes of documents.
SHOWN_NAMES = ("filed_by", "approved_by", "reviewed_by", "tried_by")
RULES = ("law_15", "policy_15", "policy_10", "child_10")


def registers() -> list[type[RegisterRecord]]:
    """This function will return every kind of record that is kept as a register."""
    kinds = [model for model in apps.get_models() if issubclass(model, RegisterRecord)]
    return sorted(kinds, key=lambda model: model._meta.label)


def register_rows(model: type[RegisterRecord]) -> Iterator[Row]:
    """This function will go through a register, with the columns that can be shown."""
    columns = [field.attname for field in model._meta.concrete_fields if _is_shown(model, field)]
    yield from model._default_manager.order_by("filed_at").values(*columns).iterator()


def staff_rows(kind: type[models.Model], *columns: str) -> Iterator[Row]:
    """This function will list one kind of the staff's records, by number of the person."""
    rows = kind._default_manager.order_by("person_number")
    yield from rows.values("person_number", *columns)


def policy_rows() -> Iterator[Row]:
    """This function will list the versions of the policy."""
    columns = ("version", "locale", "sha256", "state", "is_material", "notified_at", "effective_at")
    yield from PolicyVersion.objects.order_by("created_at", "locale").values(*columns)


def inventory_rows() -> Iterator[Row]:
    """This function will list every class of personal data, and how many rows there are."""
    for one in declarations():
        yield {
            "class": one.model,
            "categories": " ".join(sorted({str(category) for category in one.holds.values()})),
            "grade": max((category.grade for category in one.holds.values()), default=1),
            "purpose": one.purpose,
            "kept_days": max((clock.after.days for clock in one.clocks), default=None),
            "on_erasure": str(one.on_erasure),
            "rows": model_of(one)._default_manager.count(),
        }


def check_rows(now: datetime) -> Iterator[Row]:
    """This function will go through the results of the promises' checks of the last 90 days."""
    since = CheckResult.objects.filter(checked_at__gte=now - CHECK_RESULT_KEPT)
    columns = ("promise", "status", "value", "target", "checked_at")
    yield from since.order_by("checked_at", "promise").values(*columns).iterator()


def answer_rows(now: datetime) -> Iterator[Row]:
    """This function will sum up how requests were answered, rule by rule."""
    for rule, one in zip(RULES, answer_figures(RULES, now=now), strict=True):
        yield {
            "rule": rule,
            "answered": one.answered,
            "on_time": one.on_time,
            "on_time_percent": one.on_time_percent,
            "median_days": one.median_days,
            "slowest_days": one.slowest_days,
            "overdue": one.overdue,
            "breaches": one.breaches,
        }


def load_rows(now: datetime) -> Iterator[Row]:
    """This function will count what came in and what was missed, week by week."""
    for week in weeks_of_load(now=now):
        yield {"monday": week.monday, "received": week.received, "breaches": week.breaches}


def purge_rows() -> Iterator[Row]:
    """This function will go through what each purge did."""
    columns = ("started_at", "finished_at", "due", "done", "failed", "held", "early", "latest_s")
    yield from PurgeRun.objects.order_by("started_at").values(*columns).iterator()


def receipt_rows() -> Iterator[Row]:
    """This function will count the receipts of destroyed objects, by class and reason."""
    kinds = Receipt.objects.order_by("object_class", "reason").values("object_class", "reason")
    counts = {"destroyed": Count("pk"), "verified_absent": Count("absent_verified_at")}
    for row in kinds.annotate(**counts):
        yield {**row}


def head_rows() -> Iterator[Row]:
    """This function will go through the signed heads of the ledger."""
    for head in SignedHead.objects.order_by("date").iterator():
        yield {
            "date": head.date,
            "sequence": head.sequence,
            "hash": head.hash,
            "document": head.document,
        }


def face_rows() -> Iterator[Row]:
    """This function will count whose faces may be worked on, beside the threshold of filing."""
    faces = {one.purpose for one in declarations() if Category.FACE in one.holds.values()}
    agreed = ConsentState.objects.filter(
        purpose__in=faces & set(CONSENTS), state=ConsentState.Decision.GRANTED
    )
    people = agreed.values("person").distinct().count()
    yield {
        "accounts_with_face_consent": people,
        "threshold": FACE_FILING_PEOPLE,
        "filing_needed": people >= FACE_FILING_PEOPLE,
    }


def promise_rows() -> Iterator[Row]:
    """This function will list what was promised, and how it is controlled."""
    for one in PROMISES.values():
        yield {"promise": one.key, "clause": one.clause, "flag": one.flag, "says": one.says}


def _is_shown(model: type[RegisterRecord], field: Any) -> bool:
    declaration = declaration_of(model)
    is_about_people = declaration is not None and field.name in declaration.holds
    is_short = bool(field.choices) or isinstance(field, SHOWN_FIELDS)
    is_known = field.name in SHOWN_NAMES or field.name.endswith("sha256")
    return not is_about_people and not field.is_relation and (is_short or is_known)
