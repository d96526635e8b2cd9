"""What a supervisor is handed: whole, signed, and without a word about a user."""

import csv
import hashlib
import io
import json
import stat
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from privacy.models.register import RegisterRecord
from privacy.selectors.compliance import registers
from privacy.services.open_new_file import open_new_file
from privacy.services.purge_expired import purge_expired
from privacy.services.run_checks import run_checks
from privacy.services.sign_document import is_signed_by_us
from privacy.services.sign_ledger_head import sign_ledger_head
from tests.canaries import Canaries
from tests.factories import agree_to_portraits
from tests.staff import make_staff


def make_pack(folder: Path) -> ZipFile:
    out = folder / "pack.zip"
    call_command("compliance_pack", "--out", str(out), stdout=io.StringIO())
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    return ZipFile(out)


def table(pack: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(pack.read(name).decode())))


def test_a_supervisor_finds_every_table_and_its_hash_is_right(alice: User, tmp_path: Path) -> None:
    now = timezone.now()
    agree_to_portraits(alice, now=now)
    purge_expired(now=now, trigger="test")
    run_checks(now=now, only=["R-4"])
    sign_ledger_head(now=now)
    pack = make_pack(tmp_path)

    manifest = json.loads(pack.read("manifest.json"))
    assert is_signed_by_us(manifest)
    assert manifest["made_at"][:10] == f"{timezone.now():%Y-%m-%d}"
    assert {one["name"] for one in manifest["files"]} | {"manifest.json"} == set(pack.namelist())
    for one in manifest["files"]:
        assert hashlib.sha256(pack.read(one["name"])).hexdigest() == one["sha256"]
    assert {f"registers/{kind._meta.model_name}.csv" for kind in registers()} < set(pack.namelist())
    for name in ("inventory", "check_history", "purges", "ledger_heads", "answers"):
        assert table(pack, f"{name}.csv"), name
    assert table(pack, "face_consents.csv") == [
        {"accounts_with_face_consent": "1", "threshold": "100000", "filing_needed": "False"}
    ]


def test_every_register_is_one_of_the_tables() -> None:
    assert set(RegisterRecord.__subclasses__()) <= set(registers())


def test_nothing_of_a_person_is_in_it(alice: User, staff: User, tmp_path: Path) -> None:
    canaries = Canaries(alice, "aa").fill()
    make_staff(staff)
    pack = make_pack(tmp_path)

    said = b"\n".join(pack.read(name) for name in pack.namelist()).decode()
    # Who filed it is a number of the staff, which the canaries fill with a word of their own.
    seen = {place for word, place in canaries.words.items() if word in said}
    assert {column for _model, column in seen} <= {"filed_by"}
    assert len(canaries.words) > 50
    assert "@" not in said
    assert {row["person_number"] for row in table(pack, "staff_agreements.csv")} >= {str(staff.pk)}


def test_what_is_there_is_not_written_over(policy: str, tmp_path: Path) -> None:
    with open_new_file(tmp_path / "pack.zip") as file:
        file.write(b"older")

    with pytest.raises(CommandError, match="cannot be made"):
        make_pack(tmp_path)
    assert (tmp_path / "pack.zip").read_bytes() == b"older"


def test_a_pack_that_breaks_off_leaves_nothing(
    policy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("privacy.selectors.compliance.face_rows", stop)
    with pytest.raises(KeyboardInterrupt):
        make_pack(tmp_path)
    assert list(tmp_path.iterdir()) == []
