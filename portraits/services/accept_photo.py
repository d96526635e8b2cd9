"""Take a posted photo: find its template, make the job, and tell the gate that the job has it.

What is refused here is destroyed by the gate when the answer is ready, since it was not adopted.
"""

from datetime import datetime
from typing import Any

from portraits.engine.errors import BadOption
from portraits.models import IdempotencyRecord, Portrait, Template
from portraits.services.submit_portrait import submit_portrait
from privacy.models.refusal import Refused
from privacy.sealed_upload import SealedFile, SealedUpload


def accept_photo(
    *,
    owner: Any,
    template_slug: str,
    photo: SealedFile,
    options: dict[str, Any],
    face: int | None,
    plan: SealedUpload,
    idempotency: IdempotencyRecord | None,
    now: datetime,
) -> Portrait:
    """This function will return the job made, or that of the first request with the same key.

    :raises Refused: `unknown_template` or `bad_option`, 400, and whatever `submit_portrait` refuses
    """
    template = Template.objects.published().filter(slug=template_slug).first()
    if template is None:
        raise Refused("unknown_template", 400, errors={"template": ["there is no such template"]})
    try:
        portrait = submit_portrait(
            owner=owner,
            template=template,
            upload=photo,
            options=options,
            face=face,
            idempotency=idempotency,
            now=now,
        )
    except BadOption as bad:
        raise Refused("bad_option", 400, errors={"options": [str(bad)]}) from bad
    if portrait.upload_object == photo.object_id:
        plan.adopted(photo.object_id)
    return portrait
