"""Rows of the portraits app."""

from portraits.models.idempotency import IdempotencyRecord
from portraits.models.portrait import Portrait
from portraits.models.share import ShareLink, ShareWarning
from portraits.models.template import Template
from portraits.models.upload import Upload

__all__ = ["IdempotencyRecord", "Portrait", "ShareLink", "ShareWarning", "Template", "Upload"]
