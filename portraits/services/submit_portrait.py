"""Make a portrait's job of a sealed photo."""

from datetime import datetime
from typing import Any

from portraits.engine.options import parse_options
from portraits.models import IdempotencyRecord, Portrait, Template
from portraits.services.submit_photo import require_size, submit_photo
from privacy.sealed_upload import SealedFile


def submit_portrait(
    *,
    owner: Any,
    template: Template,
    upload: SealedFile,
    options: dict[str, Any],
    face: int | None,
    now: datetime,
    idempotency: IdempotencyRecord | None = None,
) -> Portrait:
    """This function will make a job of a photo and a template and send it to the workers.

    :raises Refused: whatever `submit_photo` refuses
    :raises BadOption: when the template does not take an option
    """
    require_size(upload)
    parsed = parse_options(template.kind, options, template.extra_options)
    portrait = Portrait(owner=owner, template=template, options=parsed, chosen_face=face)
    return submit_photo(portrait, upload=upload, idempotency=idempotency, now=now)
