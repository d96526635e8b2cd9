"""How the promises about clips can be broken."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from portraits.models import Clip, ClipUpload, ShareLink, ShareWarning
from portraits.services.share_effect import share_effect
from privacy.promises import EFFECT_KEPT
from privacy.storage import CLIP
from tests.factories import give_clip
from tests.promises.breaches_photos import an_old_key
from tests.promises.world import World, breach


def a_clip(world: World, *, ready_at: datetime, **columns: Any) -> Iterator[None]:
    """A finished clip stands there for a while."""
    kept = {"created_at": ready_at, "ready_at": ready_at, "upload_deleted_at": ready_at}
    clip = give_clip(world.person, now=world.now, **(kept | columns))
    yield
    clip.delete()


@breach("F-3", "every_photo_waits_for_its_job")
def a_video_that_serves_nothing(world: World) -> Iterator[None]:
    row = ClipUpload.objects.create(
        object_id=uuid4(),
        owner=world.person,
        byte_count=1,
        received_at=world.now - timedelta(minutes=31),
    )
    yield
    row.delete()


@breach("F-6", "photos_go_at_once")
def a_video_that_outlives_its_clip(world: World) -> Iterator[None]:
    ready = world.now - timedelta(minutes=2)
    yield from a_clip(world, ready_at=ready, expires_at=ready + EFFECT_KEPT, upload_deleted_at=None)


@breach("F-6", "photos_go_within_seconds")
def a_video_that_took_ten_seconds_to_go(world: World) -> Iterator[None]:
    ready = world.now - timedelta(minutes=2)
    gone = ready + timedelta(seconds=10)
    yield from a_clip(world, ready_at=ready, expires_at=ready + EFFECT_KEPT, upload_deleted_at=gone)


@breach("F-7", "no_photo_is_older_than_the_ceiling")
def a_key_of_a_video_after_half_an_hour(world: World) -> Iterator[None]:
    yield from an_old_key(world, CLIP, destroyed_ago=timedelta(0), age=timedelta(minutes=32))


@breach("F-7", "no_photo_is_older_than_the_ceiling")
def a_failed_clip_that_kept_its_video(world: World) -> Iterator[None]:
    failed = Clip.objects.create(
        owner=world.person,
        status=Clip.Status.FAILED,
        created_at=world.now - timedelta(minutes=50),
        ended_at=world.now - timedelta(minutes=32),
        upload_object=uuid4(),
    )
    yield
    failed.delete()


@breach("F-8", "portraits_live_exactly_ten_days")
def a_clip_that_was_never_purged(world: World) -> Iterator[None]:
    ready = world.now - EFFECT_KEPT - timedelta(hours=2)
    yield from a_clip(world, ready_at=ready, expires_at=ready + EFFECT_KEPT)


@breach("F-8", "portraits_live_exactly_ten_days")
def a_clip_that_is_kept_eleven_days(world: World) -> Iterator[None]:
    yield from a_clip(world, ready_at=world.now, expires_at=world.now + timedelta(days=11))


@breach("F-10", "everybody_is_reminded_in_time")
def somebody_who_was_not_reminded_of_a_clip(world: World) -> Iterator[None]:
    ready = world.now - timedelta(days=7, hours=4)
    yield from a_clip(world, ready_at=ready, expires_at=ready + EFFECT_KEPT)


@breach("M-19", "no_link_outlives_its_portrait")
def a_link_that_outlives_its_clip(world: World) -> Iterator[None]:
    clip = give_clip(world.person, now=world.now)
    link = share_effect(clip, is_warned=True, method="page", now=world.now).row
    ShareLink.objects.filter(pk=link.pk).update(expires_at=link.expires_at + timedelta(minutes=1))
    yield
    clip.delete()


@breach("U-4", "everybody_was_warned_before_sharing")
def a_link_to_a_clip_of_somebody_who_was_not_warned(world: World) -> Iterator[None]:
    clip = give_clip(world.person, now=world.now)
    share_effect(clip, is_warned=True, method="page", now=world.now)
    ShareWarning.objects.all().delete()
    yield
    clip.delete()


@breach("P-10", "no_clip_is_waited_for_longer_than_its_video_may_lie")
def a_clip_that_never_comes(world: World) -> Iterator[None]:
    row = Clip.objects.create(
        owner=world.person,
        created_at=world.now - timedelta(minutes=32),
        upload_object=uuid4(),
    )
    yield
    row.delete()


@breach("P-2", "nothing_is_imported_after_the_permission_was_taken_back")
def a_video_that_is_worked_on_without_the_permission(world: World) -> Iterator[None]:
    waiting = Clip.objects.create(
        owner=world.person, created_at=world.now, upload_object=uuid4(), options={}
    )
    yield
    waiting.delete()
