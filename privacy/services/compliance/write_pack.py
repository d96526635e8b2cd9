"""Write the compliance pack: one ZIP of tables, with a signed list of what is in it.

Tables are written row by row, so that the size of the site does not matter.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from privacy.models import StaffAgreement, StaffRole, StaffTraining
from privacy.selectors import compliance as tables
from privacy.selectors.compliance import Row
from privacy.services.sign_document import sign_document

PACK_FORMAT = 1
Report = Callable[[str, int], object]


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the pack."""

    name: str
    rows: int
    bytes: int
    sha256: str


def write_pack(out: BinaryIO, *, now: datetime, report: Report) -> list[Written]:
    """This function will write the pack and return what is in it."""
    written = []
    with ZipFile(out, "w", ZIP_DEFLATED) as pack:
        for name, rows in _tables(now):
            written.append(_write_table(pack, name, rows))
            report(name, written[-1].rows)
        manifest = sign_document(
            {
                "v": PACK_FORMAT,
                "made_at": now.isoformat(),
                "files": [asdict(one) for one in written],
            }
        )
        pack.writestr("manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False))
    return written


def _tables(now: datetime) -> Iterator[tuple[str, Iterator[Row]]]:
    for model in tables.registers():
        yield f"registers/{model._meta.model_name}.csv", tables.register_rows(model)
    yield "staff_agreements.csv", tables.staff_rows(StaffAgreement, "signed_on", "until")
    yield "staff_trainings.csv", tables.staff_rows(StaffTraining, "passed_on", "until")
    yield "staff_roles.csv", tables.staff_rows(StaffRole, "role", "filed_at")
    yield "policy_versions.csv", tables.policy_rows()
    yield "inventory.csv", tables.inventory_rows()
    yield "promises.csv", tables.promise_rows()
    yield "check_history.csv", tables.check_rows(now)
    yield "answers.csv", tables.answer_rows(now)
    yield "load_by_week.csv", tables.load_rows(now)
    yield "purges.csv", tables.purge_rows()
    yield "receipts.csv", tables.receipt_rows()
    yield "ledger_heads.csv", tables.head_rows()
    yield "face_consents.csv", tables.face_rows()


def _write_table(pack: ZipFile, name: str, rows: Iterator[Row]) -> Written:
    digest, size, count = hashlib.sha256(), 0, 0
    with pack.open(name, "w", force_zip64=True) as file:
        for content in _lines(rows):
            file.write(content)
            digest.update(content)
            size, count = size + len(content), count + 1
    # The first line names the columns.
    return Written(name, max(0, count - 1), size, digest.hexdigest())


def _lines(rows: Iterator[Row]) -> Iterator[bytes]:
    """The names of the columns, then the rows; of an empty table nothing."""
    for number, row in enumerate(rows):
        if number == 0:
            yield _line(list(row))
        yield _line(list(row.values()))


def _line(values: list[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue().encode()
