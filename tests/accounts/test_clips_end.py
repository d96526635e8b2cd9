"""A clip in the copy of one's data, under an order by law, and at the end of the account."""

import io
import tracemalloc
from datetime import timedelta
from secrets import token_bytes
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from accounts.services.cancel_account import cancel_account, finish_cancellation
from portraits.models import Clip, ClipUpload
from portraits.services.end_effect import delete_effect
from portraits.services.sweep_objects import stray_objects
from privacy import storage
from privacy.models import DataKey, Erasure, Receipt
from privacy.services.name_subject import name_subject
from privacy.services.purge_expired import purge_expired
from privacy.services.respect_holds import Held
from privacy.services.write_copy import write_copy
from tests.accounts.test_export import make_copy, opened
from tests.factories import CLIP_FILE, give_clip
from tests.privacy.test_holds import TEN_DAYS, ordered


@pytest.fixture
def clip(alice: User) -> Clip:
    return give_clip(alice, now=timezone.now())


@pytest.fixture
def waiting(alice: User) -> ClipUpload:
    """A video on its way, with the job that waits for it."""
    now = timezone.now()
    ends = now + Clip.UPLOAD_CEILING
    video = storage.seal_bytes(storage.CLIP, CLIP_FILE, now=now, destroy_at=ends)
    Clip.objects.create(owner=alice, created_at=now, upload_object=video, lease_until=now)
    return ClipUpload.objects.create(object_id=video, owner=alice, byte_count=9, received_at=now)


def is_stored(object_id: UUID, object_class: str) -> bool:
    return storage.sealed_store().exists(storage.object_name(object_id, object_class))


@pytest.mark.promise("M-2")
def test_a_clip_is_in_the_copy_as_a_video_and_one_on_its_way_is_not(
    alice: User, clip: Clip, waiting: ClipUpload
) -> None:
    archive: ZipFile = opened(make_copy(alice))

    videos = [name for name in archive.namelist() if name.endswith(".mp4")]
    assert videos == [f"effect/{clip.effect_object}.mp4"]
    assert archive.read(videos[0]) == CLIP_FILE
    assert not any(str(waiting.pk) in name for name in archive.namelist())


class Sink(io.RawIOBase):
    """Somewhere to write to that keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        return len(chunk)


def test_a_large_clip_goes_into_the_copy_a_few_frames_at_a_time(alice: User, clip: Clip) -> None:
    now = timezone.now()
    large = CLIP_FILE + token_bytes(12_000_000)
    video = storage.seal_bytes(storage.EFFECT, large, now=now, destroy_at=now + Clip.KEPT)
    Clip.objects.filter(pk=clip.pk).update(effect_object=video, byte_count=len(large))
    write_copy(alice, Sink(), now=now, report=lambda _share: None)

    tracemalloc.start()
    try:
        write_copy(alice, Sink(), now=now, report=lambda _share: None)
        _held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 3_000_000


@pytest.mark.parametrize("place", [0, 60, 100_000])
def test_a_damaged_clip_is_left_out_of_a_copy_that_is_whole_otherwise(
    alice: User, clip: Clip, place: int
) -> None:
    now = timezone.now()
    video = storage.seal_bytes(
        storage.EFFECT, CLIP_FILE + bytes(200_000), now=now, destroy_at=now + Clip.KEPT
    )
    Clip.objects.filter(pk=clip.pk).update(effect_object=video)
    name = storage.object_name(video, storage.EFFECT)
    with storage.sealed_store().open(name) as file:
        sealed = bytearray(file.read())
    sealed[place] ^= 1
    with storage.sealed_store().open(name, "wb") as file:
        file.write(bytes(sealed))

    archive = opened(make_copy(alice))

    assert archive.testzip() is None
    assert not any(name.startswith("effect/") for name in archive.namelist())
    assert "portraits-clip.json" in archive.namelist()


@pytest.mark.promise("R-2", "R-3")
def test_an_order_keeps_a_clip_past_its_time_and_from_its_owner(clip: Clip) -> None:
    now = timezone.now()
    subject = name_subject(clip.owner, now=now)
    ordered(now=now, model="portraits.Clip", subject=subject)

    with pytest.raises(Held):
        delete_effect(clip, now=now)
    run = purge_expired(now=now + TEN_DAYS, trigger="test", only="portraits.Clip")

    clip.refresh_from_db()
    assert (clip.status, run.held, run.done) == ("ready", 1, 0)
    assert storage.open_sealed(clip.effect_object) == CLIP_FILE
    assert not Clip.objects.servable(now + TEN_DAYS).exists()


@pytest.mark.promise("F-8")
def test_without_an_order_a_clip_goes_on_the_tenth_day(clip: Clip) -> None:
    assert clip.expires_at is not None
    early = clip.expires_at - timedelta(seconds=1)
    before = purge_expired(now=early, trigger="test", only="portraits.Clip").done
    after = purge_expired(now=clip.expires_at, trigger="test", only="portraits.Clip").done

    assert (before, after) == (0, 1)
    assert not is_stored(clip.effect_object, storage.EFFECT)


@pytest.mark.promise("M-12")
def test_a_cancelled_account_takes_its_clips_and_videos_along(
    alice: User, clip: Clip, waiting: ClipUpload
) -> None:
    objects = [clip.effect_object, waiting.pk]
    erasure = cancel_account(alice, now=timezone.now()).erasure

    finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    assert not Clip.objects.exists()
    assert not ClipUpload.objects.exists()
    assert not DataKey.objects.filter(object_id__in=objects).exists()
    assert not is_stored(clip.effect_object, storage.EFFECT)
    assert not is_stored(waiting.pk, storage.CLIP)
    assert Receipt.objects.filter(object_id__in=objects).exclude(document="").count() == 2


def test_a_video_without_a_key_is_found_among_the_orphans(
    waiting: ClipUpload, monkeypatch: pytest.MonkeyPatch
) -> None:
    DataKey.objects.filter(object_id=waiting.pk).delete()
    later = timezone.now() + timedelta(hours=1)
    found = list(stray_objects(later))
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("find_orphaned_files", "--delete", stdout=io.StringIO())

    assert found == [(storage.CLIP, waiting.pk)]
    assert not is_stored(waiting.pk, storage.CLIP)
