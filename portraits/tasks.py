"""Work of the portraits app: ids in, one service call, nothing out."""

from typing import Any
from uuid import UUID

from celery import shared_task
from celery.signals import worker_process_init
from django.utils import timezone

from portraits.services import prepare_worker
from portraits.services.check_template import check_template
from portraits.services.make_clip import make_clip
from portraits.services.make_cutout import make_cutout
from portraits.services.render_portrait import render_portrait
from portraits.services.send_reminders import send_reminders
from portraits.services.sweep_jobs import sweep_if_due


@worker_process_init.connect
def get_ready(**_signal: Any) -> None:
    """Load the models in each process of the rendering pool."""
    prepare_worker.prepare_worker()


@shared_task(name="portraits.render_portrait")
def render(job_id: str) -> None:
    """Make one portrait."""
    render_portrait(UUID(job_id))


@shared_task(name="portraits.make_cutout")
def cut_out(job_id: str) -> None:
    """Make one cutout."""
    make_cutout(UUID(job_id))


# A minute of 1080p with everything on it takes some five; whoever hangs is ended long before the
# clip's 30 minutes are over, so that a second try still fits.
@shared_task(name="portraits.make_clip", soft_time_limit=780, time_limit=810)
def put_effects_on_clip(job_id: str) -> None:
    """Make one clip."""
    make_clip(UUID(job_id))


@shared_task(name="portraits.check_template")
def check(template_id: int) -> None:
    """Check one staff member's picture."""
    check_template(template_id, now=timezone.now())


@shared_task(name="portraits.sweep")
def sweep_now(**_options: Any) -> None:
    """Sweep unless another process has just done so."""
    sweep_if_due(timezone.now())


@shared_task(name="portraits.send_reminders")
def remind(**_options: Any) -> None:
    """Remind people to save what will go soon."""
    send_reminders(now=timezone.now())
