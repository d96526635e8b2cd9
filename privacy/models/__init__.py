"""Rows of the privacy app, one file per subject."""

from privacy.models.canary_run import CanaryRun
from privacy.models.check_result import CheckResult
from privacy.models.consent import ConsentState, ConsentText
from privacy.models.data_key import DataKey, ObjectKey, RetainedKey
from privacy.models.erasure import Erasure, Tombstone
from privacy.models.export import Export
from privacy.models.heartbeat import Heartbeat
from privacy.models.hold import Hold, RefusedDeletion
from privacy.models.key_proof import KeyProof
from privacy.models.ledger import LedgerEntry, LedgerHead, SignedHead
from privacy.models.network_log import NetworkLogEntry
from privacy.models.notice import Notice, NoticeDelivery
from privacy.models.page_count import PageCount
from privacy.models.policy import PolicyAcceptance, PolicyVersion
from privacy.models.purge_run import PurgeRun
from privacy.models.receipt import Receipt
from privacy.models.register import RegisterEvent
from privacy.models.staff import DutyBreach, StaffAgreement, StaffRole, StaffTraining
from privacy.models.subject import SubjectPseudonym
from privacy.models.ticket import Ticket, TicketAttachment, TicketEvent, TicketMessage
from privacy.models.ticket_clock import TicketClock, TicketPause, TicketWarning
from privacy.models.work_calendar import WorkCalendar

__all__ = [
    "CanaryRun",
    "CheckResult",
    "ConsentState",
    "ConsentText",
    "DataKey",
    "DutyBreach",
    "Erasure",
    "Export",
    "Heartbeat",
    "Hold",
    "KeyProof",
    "LedgerEntry",
    "LedgerHead",
    "NetworkLogEntry",
    "Notice",
    "NoticeDelivery",
    "ObjectKey",
    "PageCount",
    "PolicyAcceptance",
    "PolicyVersion",
    "PurgeRun",
    "Receipt",
    "RefusedDeletion",
    "RegisterEvent",
    "RetainedKey",
    "SignedHead",
    "StaffAgreement",
    "StaffRole",
    "StaffTraining",
    "SubjectPseudonym",
    "Ticket",
    "TicketAttachment",
    "TicketClock",
    "TicketEvent",
    "TicketMessage",
    "TicketPause",
    "TicketWarning",
    "Tombstone",
    "WorkCalendar",
]
