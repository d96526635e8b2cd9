"""Rows of the privacy app, one file per subject."""

from privacy.models.access import AccessAlert, AccessGrant, AccessReview, LookReason, StaffLook
from privacy.models.basis import BasisInvocation
from privacy.models.announcement import Announcement
from privacy.models.canary_run import CanaryRun
from privacy.models.check_result import CheckResult
from privacy.models.consent import ConsentState, ConsentText
from privacy.models.data_key import DataKey, ObjectKey, RetainedKey
from privacy.models.deid_release import DeidRelease
from privacy.models.disclosure import DisclosureRequest
from privacy.models.erasure import Erasure, Tombstone
from privacy.models.export import Export
from privacy.models.heartbeat import Heartbeat
from privacy.models.hold import Hold, RefusedDeletion
from privacy.models.incident import AffectedPerson, Incident, IncidentPhase
from privacy.models.incident_notice import IncidentNotice, RegulatorReport
from privacy.models.key_proof import KeyProof
from privacy.models.ledger import LedgerEntry, LedgerHead, SignedHead
from privacy.models.network_log import NetworkLogEntry
from privacy.models.notice import Notice, NoticeDelivery
from privacy.models.organisation import RuleDocument, TeamDuty
from privacy.models.page_count import PageCount
from privacy.models.policy import PolicyAcceptance, PolicyVersion
from privacy.models.purge_run import PurgeRun
from privacy.models.receipt import Receipt
from privacy.models.register import RegisterEvent
from privacy.models.sharing_event import SharingConsent, SharingEvent
from privacy.models.staff import DutyBreach, StaffAgreement, StaffRole, StaffTraining
from privacy.models.subject import SubjectPseudonym
from privacy.models.third_party import (
    Agreement,
    AgreementWarning,
    ThirdParty,
    ThirdPartyCategory,
)
from privacy.models.ticket import Ticket, TicketAttachment, TicketEvent, TicketMessage
from privacy.models.ticket_clock import TicketClock, TicketPause, TicketWarning
from privacy.models.transfer import ControllerTransfer, CrossBorderTransfer
from privacy.models.work_calendar import WorkCalendar

__all__ = [
    "AccessAlert",
    "AccessGrant",
    "AccessReview",
    "Agreement",
    "AgreementWarning",
    "BasisInvocation",
    "AffectedPerson",
    "Announcement",
    "CanaryRun",
    "CheckResult",
    "ConsentState",
    "ConsentText",
    "ControllerTransfer",
    "CrossBorderTransfer",
    "DataKey",
    "DeidRelease",
    "DisclosureRequest",
    "DutyBreach",
    "Erasure",
    "Export",
    "Heartbeat",
    "Hold",
    "Incident",
    "IncidentNotice",
    "IncidentPhase",
    "KeyProof",
    "LedgerEntry",
    "LedgerHead",
    "LookReason",
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
    "RegulatorReport",
    "RetainedKey",
    "RuleDocument",
    "SharingConsent",
    "SharingEvent",
    "SignedHead",
    "StaffAgreement",
    "StaffLook",
    "StaffRole",
    "StaffTraining",
    "SubjectPseudonym",
    "TeamDuty",
    "ThirdParty",
    "ThirdPartyCategory",
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
