"""Take a posted video clip that is to get effects."""

from datetime import datetime
from typing import Any

from portraits.engine.clip.container import sniff
from portraits.engine.errors import BadOption, EngineError
from portraits.models import Clip, IdempotencyRecord
from portraits.services.choose_clip_look import parse_clip_options
from portraits.services.submit_photo import require_size, submit_upload
from privacy.models.refusal import Refused
from privacy.sealed_upload import SealedFile, SealedUpload

# Whose sentences a refusal has.
ABOUT = "clip"


def submit_clip(
    *,
    owner: Any,
    video: SealedFile,
    options: dict[str, Any],
    plan: SealedUpload,
    idempotency: IdempotencyRecord | None,
    now: datetime,
) -> Clip:
    """This function will return the job made, or that of the first request with the same key.

    :raises Refused: `too_large` 413, `bad_option` 400, `unsupported_format` or `not_a_clip` 415 (by
        first bytes), and whatever `submit_upload` refuses
    """
    require_size(video, about=ABOUT)
    try:
        parsed = parse_clip_options(options)
    except BadOption as bad:
        raise Refused("bad_option", 400, errors={"options": [str(bad)]}) from bad
    try:
        sniff(video.first_bytes)
    except EngineError as wrong:
        raise Refused(wrong.code, 415, about=ABOUT) from wrong
    wanted = Clip(owner=owner, options=parsed)
    clip = submit_upload(wanted, upload=video, idempotency=idempotency, now=now)
    if clip.upload_object == video.object_id:
        plan.adopted(video.object_id)
    return clip
