"""Photos, templates and jobs that tests are about; made by the product's own services.

Every photo comes from one historic portrait in the public domain, or is drawn.
"""

import io
import zlib
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from matplotlib.cbook import get_sample_data
from PIL import Image
from skimage import data

from accounts.models import User
from portraits.engine.template_pack import TemplatePack
from portraits.models import Portrait, Template, Upload
from portraits.services.publish_template import TemplateWords, store_template
from portraits.services.submit_photo import submit_photo
from privacy import storage
from privacy.models import DataKey
from privacy.policies.consents import CONSENTS
from privacy.promises import UPLOAD_CEILING
from privacy.sealed_upload import RECEIVING_LEASE, SealedFile
from privacy.services.decide_consent import grant_consent

Pixels = npt.NDArray[np.uint8]
# The quickest template there is: the person's own photo with a little grain.
PLAIN_LOOK = {"steps": [{"step": "grain", "amount": 4}]}


@cache
def face_pixels() -> Pixels:
    """Grace Hopper, 512 x 600, looking at the camera."""
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        return np.asarray(picture.convert("RGB"), np.uint8)


def encoded(pixels: Pixels, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture as a file of the kind."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, kind, **options)
    return stream.getvalue()


@cache
def photo() -> bytes:
    """A photo that becomes a portrait."""
    return encoded(face_pixels(), quality=92)


@cache
def photo_without_a_face() -> bytes:
    slope = np.linspace(0, 255, 600).astype(np.uint8)
    return encoded(np.tile(slope[:, None, None], (1, 400, 3)))


@cache
def photo_of_two() -> bytes:
    """Two people of about the same height side by side: one has to be chosen."""
    beside = cv2.resize(face_pixels(), (430, 512))
    return encoded(np.hstack([data.astronaut(), beside]))


@cache
def photo_too_dark() -> bytes:
    return encoded((face_pixels() * 0.1).astype(np.uint8))


@cache
def photo_too_small() -> bytes:
    return encoded(cv2.resize(face_pixels(), None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA))


@cache
def photo_turned() -> bytes:
    turn = cv2.getRotationMatrix2D((256, 300), 40, 1)
    return encoded(cv2.warpAffine(face_pixels(), turn, (512, 606)))


@cache
def photo_blurred() -> bytes:
    return encoded(cv2.GaussianBlur(face_pixels(), (0, 0), 5))


def photo_cut_off() -> bytes:
    """Begins as a JPEG and breaks off."""
    return photo()[:5000]


def photo_with_too_many_pixels() -> bytes:
    """The header of a PNG of 13,000 x 13,000; nothing else needs to be read."""
    png = bytearray(encoded(np.zeros((1, 1, 3), np.uint8), "PNG"))
    png[16:24] = (13_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    return bytes(png)


def make_template(*, now: datetime, slug: str = "plain") -> Template:
    """A published look."""
    pack = TemplatePack(slug=slug, kind="look", recipe=PLAIN_LOOK)
    words = TemplateWords(titles={"en": "Plain"}, source="drawn by our code", licence="CC0-1.0")
    return store_template(pack, face_pixels(), words=words, now=now)


def agree_to_portraits(person: User, *, now: datetime) -> None:
    """The consent that is asked for before the first photo."""
    version = CONSENTS["face_portrait"].version
    grant_consent(
        person, "face_portrait", text_version=version, locale="en", now=now, method="test"
    )


def seal_photo(content: bytes, *, now: datetime) -> SealedFile:
    """A photo as the upload handler leaves it: sealed, under a lease, nobody's yet."""
    writer = storage.start_object(
        storage.UPLOAD,
        now=now,
        destroy_at=now + UPLOAD_CEILING,
        lease_until=now + RECEIVING_LEASE,
    )
    writer.write(content)
    writer.finish()
    return SealedFile(writer, is_too_large=False)


def send_photo(
    person: User,
    *,
    now: datetime,
    content: bytes | None = None,
    face: int | None = None,
    template: Template | None = None,
) -> Portrait:
    """A job for a photo. Callbacks after the commit are the caller's to run, or not to."""
    return submit_photo(
        owner=person,
        template=template or Template.objects.get(slug="plain"),
        upload=seal_photo(photo() if content is None else content, now=now),
        options={},
        face=face,
        now=now,
    )


def has_photo(portrait: Portrait) -> bool:
    """Whether a key, a byte or a row of the job's photo is left."""
    name = storage.object_name(portrait.upload_object, storage.UPLOAD)
    return (
        storage.sealed_store().exists(name)
        or DataKey.objects.filter(object_id=portrait.upload_object).exists()
        or Upload.objects.filter(object_id=portrait.upload_object).exists()
    )


def after(now: datetime, **period: float) -> datetime:
    """Some time later."""
    return now + timedelta(**period)
