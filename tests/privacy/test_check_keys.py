"""With a wrong or a missing key nothing is served, nothing made in its place, nothing deleted."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from celery.signals import worker_init
from django.core.management import CommandError, call_command
from django.utils import timezone

from portrait_site import gunicorn_conf
from portrait_site.celery import app
from portrait_site.preparation import check_keys
from privacy import encryption, storage
from privacy.models import DataKey, KeyProof
from privacy.services.check_keys import WrongKey, prepare_keys, require_right_keys

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Keys of this test's own, proven as at set-up."""
    keys = tmp_path / "keys"
    settings.KEYS_DIR = keys
    encryption._key_ring_of.cache_clear()
    prepare_keys()
    yield keys
    encryption._key_ring_of.cache_clear()


def forget() -> None:
    """As another process would, that has read nothing yet."""
    encryption._key_ring_of.cache_clear()


def test_every_key_is_proven_at_set_up(folder: Path) -> None:
    assert set(KeyProof.objects.values_list("purpose", flat=True)) == set(encryption.PURPOSES)
    require_right_keys()
    for proof in KeyProof.objects.all():
        secret = encryption.key_ring().newest(proof.purpose).secret
        assert secret not in bytes(proof.proof)


@pytest.mark.promise("E-4")
@pytest.mark.parametrize("purpose", encryption.PURPOSES)
@pytest.mark.parametrize("harm", ["missing", "another"])
def test_the_start_is_refused_and_nothing_is_touched(
    folder: Path, purpose: str, harm: str, tmp_path: Path
) -> None:
    now = timezone.now()
    kept = storage.seal_bytes(
        storage.EFFECT, b"portrait", now=now, destroy_at=now + timedelta(days=9)
    )
    path = folder / f"{purpose}-1.key"
    right = path.read_bytes()
    path.unlink()
    if harm == "another":
        encryption.create_missing_keys(folder)
    before = sorted(one.name for one in folder.iterdir())
    forget()

    with pytest.raises(CommandError, match=f"{purpose} key 1 is missing or another one"):
        check_keys()

    assert sorted(one.name for one in folder.iterdir()) == before
    assert DataKey.objects.filter(object_id=kept).exists()
    path.write_bytes(right)
    folder.touch()
    forget()
    check_keys()
    assert storage.open_sealed(kept) == b"portrait"


def test_a_lost_folder_is_not_replaced_by_new_keys(folder: Path) -> None:
    shutil.rmtree(folder)
    forget()

    with pytest.raises(WrongKey):
        prepare_keys()

    assert not folder.exists()


def test_web_and_worker_each_refuse_for_themselves(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(
        "portraits.services.background_sweep.start_background_sweep",
        lambda: started.append("sweep"),
    )
    (folder / "object-1.key").unlink()
    forget()

    with pytest.raises(WrongKey):
        gunicorn_conf.post_worker_init(None)
    with pytest.raises(SystemExit, match="object key 1"):
        worker_init.send(sender=app)

    assert started == []


def test_a_rotation_moves_the_proof_before_the_old_key_goes(folder: Path) -> None:
    call_command("rotate_keys", "object", "--retire", stdout=StringIO())

    assert bytes(KeyProof.objects.get(purpose="object").proof)[0] == 2
    assert not (folder / "object-1.key").exists()
    forget()
    require_right_keys()


def test_keys_can_come_from_the_environment_in_development(folder: Path, settings: Any) -> None:
    texts = {path.stem: path.read_text("ascii") for path in folder.glob("*.key")}
    sealed = encryption.seal_field("hello", context="test")
    shutil.rmtree(folder)
    settings.ENVIRONMENT_KEYS = texts

    require_right_keys()
    prepare_keys()

    assert encryption.open_field(sealed, context="test") == "hello"
    assert not folder.exists()

    settings.ENVIRONMENT_KEYS = texts | {"field-1": texts["object-1"]}
    with pytest.raises(WrongKey, match="field key 1"):
        require_right_keys()
