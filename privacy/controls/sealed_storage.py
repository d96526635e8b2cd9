"""Controls of what this app keeps: sealed storage and the only upload handler."""

from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings

from privacy import encryption, storage
from privacy.models import DataKey
from privacy.registry.control import Finding, Kind, control
from privacy.sealed_upload import SealedUploadHandler

SAMPLED_OBJECTS = 50
SEALED_HANDLER = f"{SealedUploadHandler.__module__}.{SealedUploadHandler.__qualname__}"
# A key that is this long past its deadline was missed by several sweeps (every 15 s) in a row.
MISSED_FOR = timedelta(minutes=2)


@control("F-14", kind=Kind.SETTINGS)
def only_the_sealing_handler_takes_files(_now: datetime) -> Finding:
    """No other handler may see a file: Django's own would write it to a temp folder in clear."""
    handlers = list(settings.FILE_UPLOAD_HANDLERS)
    return Finding(
        is_kept=handlers == [SEALED_HANDLER],
        value=f"{len(handlers)} upload handler(s): {', '.join(handlers)}",
        target="the sealing handler, alone",
    )


@control("F-14", kind=Kind.QUERY)
@control("E-4", kind=Kind.QUERY)
def stored_objects_are_sealed(_now: datetime) -> Finding:
    """A sample of every class must open as sealed frames; anything else in the store is plain."""
    plain = sum(_unsealed(object_class) for object_class in _classes())
    return Finding(
        is_kept=plain == 0,
        value=f"{plain} of the sampled objects not sealed",
        target=f"0 of up to {SAMPLED_OBJECTS} sampled in each class",
    )


def _classes() -> tuple[str, ...]:
    own = storage.UPLOAD, storage.CLIP, storage.EFFECT, storage.CUTOUT
    return *own, storage.TEMPLATE_SOURCE, storage.EXPORT


def _unsealed(object_class: str) -> int:
    names = (one for one, _at in storage.stored_objects(object_class))
    return sum(not _is_sealed(one, object_class) for one in islice(names, SAMPLED_OBJECTS))


def _is_sealed(object_id: object, object_class: str) -> bool:
    name = storage.object_name(object_id, object_class)  # type: ignore[arg-type]
    try:
        with storage.sealed_store().open(name, "rb") as file:
            return bool(file.read(len(encryption.MAGIC)) in (encryption.MAGIC, b""))
    except FileNotFoundError:
        # Deleted between the listing and the look.
        return True


@control("E-4", kind=Kind.QUERY)
def no_key_outlives_its_deadline(now: datetime) -> Finding:
    """A sealed object is gone with its key, so an overdue key is an overdue object."""
    overdue = DataKey.objects.due(now - MISSED_FOR).count()
    return Finding(is_kept=overdue == 0, value=f"{overdue} overdue keys", target="0")
