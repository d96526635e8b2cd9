"""Send a job to the workers."""

from datetime import timedelta

from portraits.models import Job
from portraits.services.life_steps import reach
from privacy.services.send_task import send_task

# A queued job that nobody took by then is sent again.
START_PATIENCE = timedelta(seconds=20)
# Between later sendings: a long queue must not fill the broker with copies of itself.
RESEND_PATIENCE = timedelta(seconds=60)


def send_job(job: Job, *, after_s: int = 0) -> bool:
    """This function will send the job's id; False when the broker cannot be reached."""
    is_sent = send_task(job.TASK, after_s=after_s, job_id=str(job.pk))
    if is_sent:
        reach("published")
    return is_sent
