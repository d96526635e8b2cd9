"""Open a job's photo: plaintext in this process's memory, decoded by a confined child."""

from django.conf import settings

from portraits.engine.codec import Photo
from portraits.models import Job
from portraits.sandbox import decode_in_child
from portraits.services.job_progress import JobProgress
from portraits.services.life_steps import reach
from privacy import storage


def open_photo(job: Job, progress: JobProgress, *, long_side: int) -> Photo:
    """This function will return the job's photo at that size.

    :raises EngineError: when it is no picture that we take
    :raises DecoderUnavailable: when it may be tried again
    :raises ObjectGone, ObjectDamaged: when the photo is not there as it came
    """
    with progress.stage("open"):
        content = storage.open_sealed(job.upload_object)
    with progress.stage("decode"):
        photo = decode_in_child(content, long_side=long_side, socket_path=settings.DECODER_SOCKET)
    reach("decoded")
    return photo
