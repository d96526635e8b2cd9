"""How the promises about sealed storage can be broken."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile

from privacy.storage import EFFECT, UPLOAD, object_name, sealed_store
from tests.photos import photo
from tests.promises.breaches_photos import an_old_key
from tests.promises.world import World, breach


def a_plain_file(object_class: str) -> Iterator[None]:
    name = sealed_store().save(object_name(uuid4(), object_class), ContentFile(photo()))
    yield
    sealed_store().delete(name)


@breach("F-14", "only_the_sealing_handler_takes_files")
def a_second_upload_handler(world: World) -> Iterator[None]:
    kept = world.settings.FILE_UPLOAD_HANDLERS
    django_s_own = "django.core.files.uploadhandler.TemporaryFileUploadHandler"
    world.settings.FILE_UPLOAD_HANDLERS = [*kept, django_s_own]
    yield
    world.settings.FILE_UPLOAD_HANDLERS = kept


@breach("F-14", "stored_objects_are_sealed")
def a_photo_in_clear(_world: World) -> Iterator[None]:
    yield from a_plain_file(UPLOAD)


@breach("E-4", "stored_objects_are_sealed")
def a_portrait_in_clear(_world: World) -> Iterator[None]:
    yield from a_plain_file(EFFECT)


@breach("E-4", "no_key_outlives_its_deadline")
def a_key_that_every_sweep_missed(world: World) -> Iterator[None]:
    yield from an_old_key(world, EFFECT, destroyed_ago=timedelta(minutes=3))
