"""Give a photo to the site as a browser does: a multipart body through the only upload handler."""

import io
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser

from portraits.gates import PHOTO_BYTES, destroy_unadopted, require_permission
from portraits.models import Portrait, Template
from portraits.services.accept_photo import accept_photo
from privacy.promises import UPLOAD_CEILING
from privacy.sealed_upload import SealedFile, SealedUpload, SealedUploadHandler
from privacy.storage import UPLOAD

FIELD = "photo"


def upload(person: Any, photo: bytes, template: Template, *, now: datetime) -> Portrait:
    """This function will seal the photo as it arrives and make the job.

    :raises Refused: as for everybody
    """
    require_permission(person, Portrait.PURPOSE)
    plan = SealedUpload(FIELD, UPLOAD, PHOTO_BYTES, UPLOAD_CEILING)
    try:
        return accept_photo(
            owner=person,
            template_slug=template.slug,
            photo=_received(photo, plan),
            options={},
            face=None,
            plan=plan,
            idempotency=None,
            now=now,
        )
    finally:
        destroy_unadopted(plan)


def _received(photo: bytes, plan: SealedUpload) -> SealedFile:
    request = HttpRequest()
    request.sealed_upload = plan  # type: ignore[attr-defined]
    boundary = uuid4().hex
    body = _multipart(photo, boundary)
    meta = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={boundary}",
        "CONTENT_LENGTH": str(len(body)),
    }
    parser = MultiPartParser(meta, io.BytesIO(body), [SealedUploadHandler(request)], "utf-8")
    _fields, files = parser.parse()
    return cast(SealedFile, files[FIELD])


def _multipart(photo: bytes, boundary: str) -> bytes:
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{FIELD}"; filename="{FIELD}.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + photo + f"\r\n--{boundary}--\r\n".encode()
