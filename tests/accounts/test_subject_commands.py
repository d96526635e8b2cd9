"""What the operator can do at the command line for somebody who asks by post."""

import io
import json
import stat
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from portraits.models import Portrait
from privacy.models import Erasure
from privacy.selectors.access_log import access_log_of
from privacy.services.sign_document import is_signed_by_us
from tests.canaries import Canaries


@pytest.fixture
def full(alice: User) -> Canaries:
    return Canaries(alice, "c3").fill()


def said_by(*command: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


@pytest.mark.promise("M-2")
def test_a_copy_is_written_to_a_file_that_only_its_owner_reads(
    full: Canaries, tmp_path: Path
) -> None:
    out = tmp_path / "copy.zip"

    said_by("export_subject", full.person.pk, out=out)

    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert full.person.email.encode() in ZipFile(out).read("index.html")


@pytest.mark.promise("M-1")
def test_alice_sees_that_a_copy_of_her_data_was_made(full: Canaries, tmp_path: Path) -> None:
    said_by("export_subject", full.person.pk, out=tmp_path / "copy.zip")

    (look,) = access_log_of(full.person)
    assert '"by":"command line"' in look.payload


def test_no_file_is_written_over(full: Canaries, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    out.write_bytes(b"somebody's")

    with pytest.raises(CommandError, match="cannot be made"):
        said_by("export_subject", full.person.pk, out=out)

    assert out.read_bytes() == b"somebody's"
    assert not access_log_of(full.person).exists()


def test_a_rehearsal_says_what_goes_and_erases_nothing(full: Canaries) -> None:
    said = said_by("erase_subject", full.person.pk, dry_run=True)

    assert "portraits.Portrait" in said
    assert "privacy.LedgerEntry" in said
    assert Portrait.objects.filter(owner=full.person).exists()
    assert not Erasure.objects.exists()


@pytest.mark.promise("M-12", "M-13")
def test_a_person_is_erased_and_the_certificate_is_printed(full: Canaries) -> None:
    said = said_by("erase_subject", full.person.pk)

    certificate = json.loads(said.splitlines()[-1])
    assert is_signed_by_us(certificate)
    assert not User.objects.filter(pk=full.person.pk).exists()


@pytest.mark.parametrize("command", ["export_subject", "erase_subject"])
def test_an_account_that_is_not_there_is_named(db: None, command: str, tmp_path: Path) -> None:
    options = {"out": tmp_path / "copy.zip"} if command == "export_subject" else {}

    with pytest.raises(CommandError, match="there is no account 4711"):
        said_by(command, 4711, **options)


def test_the_inventory_lists_every_class_with_its_rows(full: Canaries) -> None:
    lines = said_by("inventory").splitlines()

    (portraits,) = [line for line in lines if line.startswith("portraits.Portrait ")]
    assert portraits.split()[1:3] == ["4", "face_portrait"]
    assert portraits.endswith("delete          1")
