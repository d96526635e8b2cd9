"""A backup brings the site back, and nobody who left comes back with it."""

import io
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.services.cancel_account import cancel_account, finish_cancellation
from privacy import encryption, storage
from privacy.encryption import Damaged
from privacy.models import DataKey, Erasure, Tombstone
from privacy.services.back_up import back_up, back_up_keys, open_backup
from privacy.services.finish_erasure import account_hash
from privacy.services.replay_erasures import replay_erasures


def test_a_backup_holds_no_key_of_a_picture(alice: User, tmp_path: Path) -> None:
    now = timezone.now()
    object_id = storage.seal_bytes(storage.EFFECT, b"a face", now=now, destroy_at=now)
    wrapped = bytes(DataKey.objects.get(object_id=object_id).wrapped_key)

    back_up(tmp_path / "backup", now=now)

    content = open_backup((tmp_path / "backup").read_bytes())
    assert wrapped not in content
    assert {name.split("/")[0] for name in names(content)} <= {
        "made_at",
        "default.sqlite",
        "log.sqlite",
        "default.postgresql",
        "log.postgresql",
        "templates",
    }


def names(content: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return archive.getnames()


def test_a_backup_is_sealed_and_refused_when_it_was_changed(alice: User, tmp_path: Path) -> None:
    back_up(tmp_path / "backup", now=timezone.now())
    sealed = bytearray((tmp_path / "backup").read_bytes())

    assert alice.email.encode() not in sealed
    sealed[len(sealed) // 2] ^= 1
    with pytest.raises(Damaged):
        open_backup(bytes(sealed))
    with pytest.raises(Damaged):
        open_backup(bytes(sealed[:-70_000]))


def test_a_backup_never_overwrites_another(alice: User, tmp_path: Path) -> None:
    (tmp_path / "backup").write_bytes(b"yesterday's")

    with pytest.raises(CommandError):
        call_command("backup", tmp_path / "backup")

    assert (tmp_path / "backup").read_bytes() == b"yesterday's"


def test_the_keys_are_copied_apart_readable_by_their_owner_alone(tmp_path: Path) -> None:
    copied = back_up_keys(tmp_path / "keys")

    assert {name.partition("-")[0] for name in copied} >= set(encryption.PURPOSES)
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


@pytest.mark.promise("E-1")
def test_whoever_was_erased_since_the_backup_is_erased_again(alice: User, bob: User) -> None:
    """A restore brings alice's row back; her tombstone lies in another database."""
    before = User.objects.get(pk=alice.pk)
    mark = account_hash(alice)
    erasure = cancel_account(alice, now=timezone.now()).erasure
    finish_cancellation(Erasure.objects.get(pk=erasure.pk))
    before.save(force_insert=True)

    erased = replay_erasures(now=timezone.now())

    assert erased == 1
    assert Tombstone.objects.filter(account_hash=mark).exists()
    assert not User.objects.filter(pk=before.pk).exists()
    assert User.objects.filter(pk=bob.pk, is_active=True).exists()


def test_a_new_person_with_an_old_number_is_nobody_who_left(alice: User) -> None:
    number = alice.pk
    erasure = cancel_account(alice, now=timezone.now()).erasure
    finish_cancellation(Erasure.objects.get(pk=erasure.pk))
    User.objects.create_user("carol@example.org", "x", pk=number)

    assert replay_erasures(now=timezone.now()) == 0
    assert User.objects.filter(pk=number).exists()
