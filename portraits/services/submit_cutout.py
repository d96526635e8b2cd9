"""Take a posted photo whose person is to be cut out."""

from datetime import datetime
from typing import Any

from portraits.engine.errors import BadOption
from portraits.engine.options import parse_options
from portraits.models import Cutout, IdempotencyRecord
from portraits.services.submit_photo import require_size, submit_photo
from privacy.models.refusal import Refused
from privacy.sealed_upload import SealedFile, SealedUpload


def submit_cutout(
    *,
    owner: Any,
    photo: SealedFile,
    options: dict[str, Any],
    plan: SealedUpload,
    idempotency: IdempotencyRecord | None,
    now: datetime,
) -> Cutout:
    """This function will return the job made, or that of the first request with the same key.

    :raises Refused: `bad_option`, 400, and whatever `submit_photo` refuses
    """
    require_size(photo)
    try:
        parsed = parse_options("cutout", options)
    except BadOption as bad:
        raise Refused("bad_option", 400, errors={"options": [str(bad)]}) from bad
    wanted = Cutout(owner=owner, options=parsed)
    cutout = submit_photo(wanted, upload=photo, idempotency=idempotency, now=now)
    if cutout.upload_object == photo.object_id:
        plan.adopted(photo.object_id)
    return cutout
