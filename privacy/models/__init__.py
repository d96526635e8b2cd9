"""Rows of the privacy app, one file per subject."""

from privacy.models.check_result import CheckResult
from privacy.models.consent import ConsentState, ConsentText
from privacy.models.data_key import DataKey
from privacy.models.heartbeat import Heartbeat
from privacy.models.ledger import LedgerEntry, LedgerHead, SignedHead
from privacy.models.network_log import NetworkLogEntry
from privacy.models.notice import Notice, NoticeDelivery
from privacy.models.policy import PolicyAcceptance, PolicyVersion
from privacy.models.purge_run import PurgeRun
from privacy.models.receipt import Receipt
from privacy.models.subject import SubjectPseudonym

__all__ = [
    "CheckResult",
    "ConsentState",
    "ConsentText",
    "DataKey",
    "Heartbeat",
    "LedgerEntry",
    "LedgerHead",
    "NetworkLogEntry",
    "Notice",
    "NoticeDelivery",
    "PolicyAcceptance",
    "PolicyVersion",
    "PurgeRun",
    "Receipt",
    "SignedHead",
    "SubjectPseudonym",
]
