"""Hand over what was approved and no more, readable by the recipient alone.

Design. The package is made of the approved fields, encrypted to the recipient's certificate (CMS
enveloped data, RFC 5652: `openssl cms -decrypt` opens it) before it is stored, sealed once more in
the store, and ends after three days. It is taken once; then it is destroyed. What nobody holds is
said as that: photos are gone, and the receipts prove it.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from django.db import transaction

from privacy import storage
from privacy.models import DisclosureRequest
from privacy.models.refusal import Refused
from privacy.promises import PACKAGE_KEPT
from privacy.registry import declaration_of
from privacy.selectors.disclosures import person_of
from privacy.selectors.inventory import records_of
from privacy.services.destroy_object import destroy_object
from privacy.services.disclosures.disclosure_steps import STEPS
from privacy.services.registers.move_record import move_record
from privacy.services.transitions import Actor, require_step

NOT_HELD = "No photo is held: each was deleted when its portrait existed, with a signed receipt."


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave, counted by class: shown before, without any value."""

    rows: dict[str, int]
    fields: tuple[str, ...]


def preview_package(request: DisclosureRequest) -> Preview:
    """This function will count what the approved scope covers now."""
    records = _records(request)
    return Preview(Counter({model: len(rows) for model, rows in records.items()}), _found(records))


def release_package(
    request: DisclosureRequest, *, certificate: str, by: Actor, now: datetime
) -> None:
    """This function will make the package and note which fields are in it.

    :raises Refused: `disclosure_certificate`, 400; `disclosure_nothing`, 409, when nothing of it
        is held: refuse it with that reason; else as `move_record`
    """
    recipient = _certificate(certificate)
    require_step(STEPS["release"], request, by=by, now=now)
    records = _records(request)
    if not _found(records):
        raise Refused("disclosure_nothing", 409)
    content = _enveloped(_package(request, records, now), recipient)
    ends_at = now + PACKAGE_KEPT
    object_id = storage.seal_bytes(storage.PACKAGE, content, now=now, destroy_at=ends_at)
    move_record(
        request,
        "release",
        steps=STEPS,
        by=by,
        now=now,
        detail=f"{len(_found(records))} of {len(request.requested)} fields",
        certificate=certificate,
        released=sorted(_found(records)),
        package=object_id,
        package_sha256=hashlib.sha256(content).hexdigest(),
        package_ends_at=ends_at,
    )


def take_package(request: DisclosureRequest, *, by: Actor, now: datetime) -> bytes:
    """This function will give the package out, once.

    :raises Refused: `gone`, 410, when it was taken or its time is over
    """
    require_step(STEPS["take"], request, by=by, now=now)
    if request.package is None or request.taken_at is not None or _is_over(request, now):
        raise Refused("gone", 410)
    try:
        content = storage.open_sealed(request.package)
    except storage.ObjectGone as gone:
        raise Refused("gone", 410) from gone
    with transaction.atomic():
        move_record(request, "take", steps=STEPS, by=by, now=now, taken_at=now)
    destroy_object(request.package, object_class=storage.PACKAGE, reason="taken", now=now)
    return content


def _is_over(request: DisclosureRequest, now: datetime) -> bool:
    return request.package_ends_at is not None and request.package_ends_at <= now


def close_request(request: DisclosureRequest, *, by: Actor, now: datetime) -> None:
    """This function will close a request whose package was handed over or has ended."""
    move_record(request, "close", steps=STEPS, by=by, now=now)
    if request.package is not None:
        destroy_object(request.package, object_class=storage.PACKAGE, reason="ended", now=now)


def _certificate(pem: str) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(pem.encode())
    except ValueError as wrong:
        raise Refused("disclosure_certificate", 400) from wrong


def _enveloped(content: bytes, recipient: x509.Certificate) -> bytes:
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(content).add_recipient(recipient)
    return builder.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def _records(request: DisclosureRequest) -> dict[str, list[dict[str, Any]]]:
    person = person_of(request)
    if person is None:
        return {}
    wanted: dict[str, list[str]] = {}
    for name in request.scope:
        model, _dot, field = name.rpartition(".")
        wanted.setdefault(model, []).append(field)
    return {model: _rows(model, fields, person) for model, fields in sorted(wanted.items())}


def _rows(model: str, fields: list[str], person: Any) -> list[dict[str, Any]]:
    declaration = declaration_of(model)
    if declaration is None:
        return []
    return [{name: row[name] for name in fields} for row in records_of(declaration, person)]


def _found(records: dict[str, list[dict[str, Any]]]) -> tuple[str, ...]:
    return tuple(
        f"{model}.{field}" for model, rows in records.items() if rows for field in sorted(rows[0])
    )


def _package(
    request: DisclosureRequest, records: dict[str, list[dict[str, Any]]], now: datetime
) -> bytes:
    told = {
        "reference": request.reference,
        "authority": request.authority,
        "made_at": now.isoformat(),
        "data": records,
        "not_held": NOT_HELD,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
