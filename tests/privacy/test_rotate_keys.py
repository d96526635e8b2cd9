"""Keys are replaced while everything stays readable, and an old key opens nothing in the end."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from privacy import encryption, storage
from privacy.models import DataKey
from privacy.services.rotate_keys import (
    StillInUse,
    bring_over,
    count_under,
    retire_older_keys,
    start_rotation,
)


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path, db: None) -> Path:
    """A folder of its own: a rotation must not touch the other tests' keys."""
    folder = tmp_path / "keys"
    shutil.copytree(settings.KEYS_DIR, folder)
    settings.KEYS_DIR = folder
    return folder


def seal(content: bytes) -> object:
    now = timezone.now()
    return storage.seal_bytes(storage.EFFECT, content, now=now, destroy_at=now)


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def test_every_object_is_readable_during_and_after_a_rotation() -> None:
    before = seal(b"before")

    start_rotation("object")
    during = seal(b"during")
    readable_meanwhile = storage.open_sealed(before)
    moved = bring_over("object", report=quiet)

    assert (moved, readable_meanwhile) == (1, b"before")
    assert storage.open_sealed(before) == b"before"
    assert storage.open_sealed(during) == b"during"
    assert set(DataKey.objects.values_list("key_version", flat=True)) == {"2"}


def test_a_retired_key_is_gone_and_opens_nothing(own_keys: Path) -> None:
    kept = (own_keys / "object-1.key").read_bytes()
    object_id = seal(b"portrait")
    row = DataKey.objects.get(object_id=object_id)
    start_rotation("object")
    bring_over("object", report=quiet)

    retired = retire_older_keys("object")

    assert retired == ["1"]
    assert not (own_keys / "object-1.key").exists()
    assert kept
    assert storage.open_sealed(object_id) == b"portrait"
    with pytest.raises(encryption.KeyMissing):
        encryption.unwrap_object_key(
            row.key_version,
            bytes(row.wrapped_key),
            object_id=row.object_id,
            object_class=row.object_class,
        )


def test_a_key_that_still_opens_something_is_not_destroyed(own_keys: Path) -> None:
    seal(b"portrait")
    start_rotation("object")

    with pytest.raises(StillInUse):
        retire_older_keys("object")

    assert (own_keys / "object-1.key").exists()
    assert count_under("object", "1") == 1


def test_the_command_rotates_and_retires(capsys: pytest.CaptureFixture[str]) -> None:
    object_id = seal(b"portrait")

    call_command("rotate_keys", "object", "--retire")

    assert storage.open_sealed(object_id) == b"portrait"
    assert "destroyed: 1" in capsys.readouterr().out


def test_signing_keys_are_only_added_to(capsys: pytest.CaptureFixture[str]) -> None:
    before = {key.key_id for key in encryption.public_keys()}

    call_command("rotate_keys", "sign")

    assert before < {key.key_id for key in encryption.public_keys()}
    with pytest.raises(CommandError):
        call_command("rotate_keys", "sign", "--resume", "--retire")
