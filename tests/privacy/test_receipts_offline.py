"""What we signed can be checked without this site: by a copied program and the published keys."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from django.core.management import CommandError, call_command
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.cancel_account import cancel_account, resume_cancellations
from privacy import storage, verify_offline
from privacy.models import Erasure, Receipt, SignedHead
from privacy.services.append_ledger import append_ledger
from privacy.services.destroy_object import destroy_object
from privacy.services.sign_ledger_head import sign_ledger_head

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def receipt() -> dict[str, Any]:
    later = NOW + timedelta(minutes=15)
    object_id = storage.seal_bytes(storage.UPLOAD, b"photo", now=NOW, destroy_at=later)
    row = destroy_object(object_id, object_class=storage.UPLOAD, reason="rendered", now=NOW)
    document: dict[str, Any] = json.loads(row.document)
    return document


def certificate(person: User) -> dict[str, Any]:
    cancel_account(person, now=NOW)
    resume_cancellations()
    document: dict[str, Any] = json.loads(Erasure.objects.get().certificate)
    return document


def head() -> dict[str, Any]:
    append_ledger("consents", {"number": 1}, now=NOW)
    document: dict[str, Any] = json.loads(sign_ledger_head(now=NOW).document)
    return document


@pytest.fixture
def keys(client: Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/receipts/keys/").json()
    return answer


@pytest.fixture
def alone(tmp_path: Path, client: Client, keys: dict[str, Any]) -> Any:
    """The program as somebody downloads it, run where nothing of this site is."""
    program = tmp_path / "verify_offline.py"
    program.write_bytes(b"".join(client.get("/privacy/receipts/verify_offline.py")))  # type: ignore[arg-type]
    (tmp_path / "keys.json").write_text(json.dumps(keys), encoding="utf-8")

    def run(document: object) -> subprocess.CompletedProcess[str]:
        text = document if isinstance(document, str) else json.dumps(document, indent=3)
        (tmp_path / "document.json").write_text(text, encoding="utf-8")
        command = [sys.executable, "-I", program.name, "document.json", "keys.json"]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, env={}
        )

    return run


@pytest.mark.serial
@pytest.mark.promise("F-6", "M-12")
def test_a_copied_program_verifies_all_three_kinds_of_documents(alone: Any, alice: User) -> None:
    for document in (receipt(), head(), certificate(alice)):
        done = alone(document)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"genuine and unchanged, signed with {document['key_id']}\n"

        assert alone(document | {"v": 7}).returncode == 1
    assert alone("{").returncode == 2
    assert alone("[]").returncode == 2


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "other"},
        {"added": True},
        {"signature": "A" * 86},
        {"signature": None},
        {"key_id": "sign-9-00000000"},
        {"v": 1.0},
    ],
)
def test_every_alteration_is_noticed(keys: dict[str, Any], change: dict[str, Any]) -> None:
    with pytest.raises(verify_offline.NotOurs):
        verify_offline.verify(receipt() | change, keys["results"])


def test_a_missing_field_is_noticed(keys: dict[str, Any]) -> None:
    document = receipt()
    del document["reason"]

    with pytest.raises(verify_offline.NotOurs):
        verify_offline.verify(document, keys["results"])


@pytest.mark.parametrize(
    "value",
    [
        {"b": 1, "a": [True, None, "x"], "Z": {}},
        {"\ue000": 1, "\U0001f600": 2},
        'quote " back \\ line \n tab \t unit \x1f delete \x7f café 照片 \u2028',
        -12,
        2**53 - 1,
    ],
)
def test_its_canonical_json_is_that_of_the_standard(value: Any) -> None:
    assert verify_offline.canonical(value).encode() == rfc8785.dumps(value)


def test_a_fraction_is_refused_and_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        verify_offline.canonical({"a": 0.1})


def test_it_needs_nothing_of_this_site() -> None:
    text = Path(verify_offline.__file__).read_text(encoding="utf-8")

    imported = {line.split()[1].split(".")[0] for line in text.splitlines() if _imports(line)}
    assert imported == {"base64", "cryptography", "json", "pathlib", "sys", "typing"}


def _imports(line: str) -> bool:
    return line.startswith(("import ", "from "))


# --- heads


def test_the_heads_are_published_on_a_page_and_in_the_api(client: Client, api: APIClient) -> None:
    signed = head()

    page = client.get("/privacy/receipts/heads/").content.decode()
    assert signed["hash"] in page
    listed = api.get("/api/v1/ledger/heads/").json()
    assert (listed["count"], listed["results"]) == (1, [signed])


def test_days_beyond_one_page_are_on_the_next(client: Client, api: APIClient) -> None:
    for day in range(40):
        sign_ledger_head(now=NOW + timedelta(days=day))

    assert b"2026-05-01" not in client.get("/privacy/receipts/heads/").content
    assert b"2026-05-01" in client.get("/privacy/receipts/heads/?page=2").content
    assert len(api.get("/api/v1/ledger/heads/?page_size=30").json()["results"]) == 30
    assert client.get("/privacy/receipts/heads/?page=99").status_code == 404


# --- the operator's command


def verify_all() -> str:
    out = StringIO()
    call_command("verify_receipts", stdout=out)
    return out.getvalue()


@pytest.mark.promise("M-12")
def test_the_command_covers_receipts_certificates_and_heads(alice: User) -> None:
    receipt()
    head()
    certificate(alice)

    assert verify_all() == (
        "1 receipts, all valid, every object absent\n"
        "1 certificates of erasure and 1 heads, all valid\n"
    )


@pytest.mark.parametrize("altered", ["receipt", "certificate", "head"])
def test_one_altered_document_fails_the_command(alice: User, altered: str) -> None:
    documents = {"receipt": receipt(), "head": head(), "certificate": certificate(alice)}
    wrong = json.dumps(documents[altered] | {"v": 1, "key_id": documents[altered]["key_id"] + "x"})
    if altered == "receipt":
        Receipt.objects.update(document=wrong)
    elif altered == "certificate":
        Erasure.objects.update(certificate=wrong)
    else:
        # The table takes no change; a made-up row is all that a forger can add.
        SignedHead.objects.create(
            date=NOW.date() + timedelta(days=1),
            sequence=9,
            hash="f" * 64,
            signed_at=NOW,
            document=wrong,
        )

    with pytest.raises(CommandError, match=altered):
        verify_all()


@pytest.mark.parametrize("kind", ["receipt", "head"])
def test_the_command_reads_one_document_from_a_file(tmp_path: Path, kind: str) -> None:
    document = receipt() if kind == "receipt" else head()
    path = tmp_path / "document.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    out = StringIO()
    call_command("verify_receipts", path, stdout=out)
    assert out.getvalue() == "valid\n"

    path.write_text(json.dumps(document | {"key_id": "sign-9-00000000"}), encoding="utf-8")
    with pytest.raises(CommandError, match="not valid"):
        call_command("verify_receipts", path)
