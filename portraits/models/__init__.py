"""Rows of the portraits app."""

from portraits.models.clip import Clip
from portraits.models.cutout import Cutout
from portraits.models.idempotency import IdempotencyRecord
from portraits.models.job import Job, Queue
from portraits.models.portrait import Portrait
from portraits.models.share import ShareLink, ShareWarning
from portraits.models.template import Template
from portraits.models.upload import ClipUpload, Received, Upload

# Every kind of job: what the sweep, the quotas and the promises go through.
JOBS: tuple[type[Job], ...] = (Portrait, Cutout, Clip)
# What is kept for days: it can be shared, its owner is reminded to save it.
KEPT_JOBS: tuple[type[Job], ...] = (Portrait, Clip)

__all__ = [
    "JOBS",
    "KEPT_JOBS",
    "Clip",
    "ClipUpload",
    "Cutout",
    "IdempotencyRecord",
    "Job",
    "Portrait",
    "Queue",
    "Received",
    "ShareLink",
    "ShareWarning",
    "Template",
    "Upload",
]
