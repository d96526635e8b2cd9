"""Templates and jobs that tests are about; made by the product's own services."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from portraits.engine.options import parse_options
from portraits.engine.template_pack import TemplatePack
from portraits.models import Clip, Cutout, Job, Portrait, Template
from portraits.services.choose_clip_look import parse_clip_options
from portraits.services.publish_template import TemplateWords, store_template
from portraits.services.submit_photo import submit_photo, submit_upload
from portraits.services.submit_portrait import submit_portrait
from privacy import storage
from privacy.models import DataKey
from privacy.policies.consents import CONSENTS
from privacy.sealed_upload import RECEIVING_LEASE, SealedFile
from privacy.services.decide_consent import grant_consent
from tests.photos import face_pixels, photo

# The quickest template there is: the person's own photo with a little grain.
PLAIN_LOOK = {"steps": [{"step": "grain", "amount": 4}]}


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


def agree_to(person: User, *purposes: str, now: datetime) -> None:
    """The consents that are asked for before the first upload."""
    for purpose in purposes:
        version = CONSENTS[purpose].version
        grant_consent(person, purpose, text_version=version, locale="en", now=now, method="test")


def seal_photo(content: bytes, *, now: datetime, kind: type[Job] = Portrait) -> SealedFile:
    """A photo as the upload handler leaves it: sealed, under a lease, nobody's yet."""
    writer = storage.start_object(
        kind.UPLOAD_CLASS,
        now=now,
        destroy_at=now + kind.UPLOAD_CEILING,
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
    return submit_portrait(
        owner=person,
        template=template or Template.objects.get(slug="plain"),
        upload=seal_photo(photo() if content is None else content, now=now),
        options={},
        face=face,
        now=now,
    )


def send_photo_for_cutout(person: User, *, now: datetime, content: bytes | None = None) -> Cutout:
    """A job that cuts somebody out. Callbacks after the commit are as above."""
    cutout = Cutout(owner=person, options=parse_options("cutout", {}))
    upload = seal_photo(photo() if content is None else content, now=now)
    return submit_photo(cutout, upload=upload, now=now)


def send_clip(person: User, content: bytes, *, now: datetime, **options: object) -> Clip:
    """A job that puts effects on a video. Callbacks after the commit are as above."""
    clip = Clip(owner=person, options=parse_clip_options(options))
    return submit_upload(clip, upload=seal_photo(content, now=now, kind=Clip), now=now)


# As the file of a clip begins, and longer than one sealed frame.
CLIP_FILE = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 400


def give_clip(person: User, *, now: datetime, mark: bool = True, **columns: Any) -> Clip:
    """A finished clip without the work of making one; its file only begins like a video."""
    end = now + Clip.KEPT
    finished = {
        "status": Clip.Status.READY,
        "created_at": now,
        "ready_at": now,
        "expires_at": end,
        "effect_object": storage.seal_bytes(storage.EFFECT, CLIP_FILE, now=now, destroy_at=end),
        "byte_count": len(CLIP_FILE),
        "width": 640,
        "height": 360,
        "length_ms": 1000,
        "upload_object": uuid4(),
        "upload_deleted_at": now,
    }
    options = parse_clip_options({"mark": mark})
    return Clip.objects.create(owner=person, options=options, **(finished | columns))


def has_photo(job: Job) -> bool:
    """Whether a key, a byte or a row of the job's upload is left."""
    name = storage.object_name(job.upload_object, job.UPLOAD_CLASS)
    return (
        storage.sealed_store().exists(name)
        or DataKey.objects.filter(object_id=job.upload_object).exists()
        or job.UPLOAD_MODEL._default_manager.filter(object_id=job.upload_object).exists()
    )


def after(now: datetime, **period: float) -> datetime:
    """Some time later."""
    return now + timedelta(**period)
