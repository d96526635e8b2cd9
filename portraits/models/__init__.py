"""Rows of the portraits app."""

from portraits.models.cutout import Cutout
from portraits.models.idempotency import IdempotencyRecord
from portraits.models.job import Job
from portraits.models.portrait import Portrait
from portraits.models.share import ShareLink, ShareWarning
from portraits.models.template import Template
from portraits.models.upload import Upload

# Every kind of job: what the sweep, the quotas and the promises go through.
JOBS: tuple[type[Job], ...] = (Portrait, Cutout)

__all__ = [
    "JOBS",
    "Cutout",
    "IdempotencyRecord",
    "Job",
    "Portrait",
    "ShareLink",
    "ShareWarning",
    "Template",
    "Upload",
]
