"""Put everything under a new key, while reads and writes go on, and destroy the old one.

Design. A new version is used for whatever is sealed from then on; what was sealed before is brought
over in batches: object keys are wrapped anew (objects themselves are never rewritten), sealed
columns are sealed anew. Each row changes by one conditional update, so that a run may be cut off
and repeated, and two runs do no harm. An old key is destroyed only when a count finds nothing
under it; until then both open what they sealed. Signing keys are only added to: receipts stay
valid for ever. Hash keys cannot be replaced without losing what was marked with them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model

from privacy import encryption
from privacy.models import ObjectKey
from privacy.registry import declarations, model_of
from privacy.services.check_keys import write_proof
from privacy.storage import KEY_MODELS

BATCH_ROWS = 500
ROTATED = ("object", "field")

Report = Callable[[str, int, int], None]


class StillInUse(Exception):
    """Something is still sealed with the key that should go."""


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One column of sealed texts: where it is, and the context its values are bound to."""

    model: type[Model]
    column: str
    context: str


def start_rotation(purpose: str) -> str:
    """This function will make the new key and return its version."""
    return encryption.create_next_key(Path(settings.KEYS_DIR), purpose)


def bring_over(purpose: str, *, report: Report) -> int:
    """This function will put everything that is under an older key under the newest one."""
    if purpose == "object":
        return _rewrap_objects(report)
    return sum(_reseal_column(column, report) for column in sealed_columns())


def retire_older_keys(purpose: str) -> list[str]:
    """This function will destroy the older keys of a purpose.

    :raises StillInUse: when something is still sealed with one of them
    """
    newest = encryption.key_ring().newest(purpose).version
    older = [key.version for key in encryption.key_ring().all_of(purpose) if key.version != newest]
    # Before they go: a start without a proof that fits would be refused.
    write_proof(purpose)
    for version in older:
        count = count_under(purpose, version)
        if count:
            raise StillInUse(f"{count} rows are under {purpose} key {version}")
        encryption.destroy_key(Path(settings.KEYS_DIR), purpose, version)
    return older


def count_under(purpose: str, version: str) -> int:
    """This function will count what a key opens."""
    if purpose == "object":
        return sum(model.objects.filter(key_version=version).count() for model in KEY_MODELS)
    return sum(_count_column(column, version) for column in sealed_columns())


def sealed_columns() -> Iterator[SealedColumn]:
    """This function will name every column of sealed texts, from the register."""
    for declaration in declarations():
        for column, context in declaration.sealed.items():
            yield SealedColumn(model_of(declaration), column, context)


def _rewrap_objects(report: Report) -> int:
    return sum(_rewrap_keys(model, report) for model in KEY_MODELS)


def _rewrap_keys(model: type[ObjectKey], report: Report) -> int:
    newest = encryption.key_ring().newest("object").version
    older = model.objects.exclude(key_version=newest)
    total, done = older.count(), 0
    while batch := list(older.order_by("pk")[:BATCH_ROWS]):
        done += sum(_rewrap(row) for row in batch)
        report("object keys", done, total)
    return done


def _rewrap(row: ObjectKey) -> int:
    identity: dict[str, Any] = {"object_id": row.object_id, "object_class": row.object_class}
    secret = encryption.unwrap_object_key(row.key_version, bytes(row.wrapped_key), **identity)
    version, wrapped = encryption.wrap_object_key(secret, **identity)
    same = type(row).objects.filter(pk=row.pk, key_version=row.key_version)
    same.update(key_version=version, wrapped_key=wrapped)
    return 1


def _reseal_column(column: SealedColumn, report: Report) -> int:
    newest, done = int(encryption.key_ring().newest("field").version), 0
    rows = column.model._default_manager.exclude(**{column.column: None})
    total = rows.count()
    for row in rows.only("pk", column.column).iterator(chunk_size=BATCH_ROWS):
        done += _reseal(column, row, newest)
        if done % BATCH_ROWS == 0:
            report(f"{column.model._meta.label}.{column.column}", done, total)
    return done


def _reseal(column: SealedColumn, row: Model, newest: int) -> int:
    sealed = bytes(getattr(row, column.column))
    if not sealed or sealed[0] == newest:
        return 0
    text = encryption.open_field(sealed, context=column.context)
    again = encryption.seal_field(text, context=column.context)
    same = column.model._default_manager.filter(pk=row.pk, **{column.column: sealed})
    return same.update(**{column.column: again})


def _count_column(column: SealedColumn, version: str) -> int:
    values = column.model._default_manager.exclude(**{column.column: None})
    sealed = values.values_list(column.column, flat=True).iterator(chunk_size=BATCH_ROWS)
    return sum(bool(one) and bytes(one)[0] == int(version) for one in sealed)
