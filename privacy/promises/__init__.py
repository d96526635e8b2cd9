"""The promises of the privacy policy as values: what is promised, and every figure in it.

The policy's text takes its numbers from here and so does the code that keeps them, so that the
two cannot differ. `PROMISES` has the policy's order; a key never changes its meaning.
"""

from collections.abc import Mapping
from types import MappingProxyType

from privacy.promises.collection import COLLECTION
from privacy.promises.contact import CONTACT
from privacy.promises.cookies import COOKIES
from privacy.promises.disclosure import DISCLOSURE
from privacy.promises.exceptions import EXCEPTIONS
from privacy.promises.face_data import FACE_DATA
from privacy.promises.incidents import INCIDENTS
from privacy.promises.introduction import INTRODUCTION
from privacy.promises.law import NETWORK_LOG_LAW, LawReference
from privacy.promises.limits import (
    ADULT_AGE,
    ANNOUNCEMENT_KEPT,
    API_TOKEN_KEPT,
    ATTEMPT_LOG_KEPT,
    BACKUP_KEPT,
    BREACH_REPORT,
    CANARY_RUN_KEPT,
    CHECK_RESULT_KEPT,
    CHILD_AGE,
    CHILD_WORKING_DAYS,
    CLIP_CEILING,
    COMPLAINT_WORKING_DAYS,
    COUNTING_CHOICE_KEPT,
    CRITICAL_REPORT,
    CUTOUT_KEPT,
    DEVICE_KEPT,
    DRILL_KEPT,
    DRILL_READY,
    EFFECT_KEPT,
    EFFECT_PURGE_TARGET,
    EXPORT_KEPT,
    GUARDIAN_PROOF_KEPT,
    GUARDIAN_SILENCE,
    IDEMPOTENCY_KEPT,
    IMMEDIATELY,
    INCIDENT_KEPT,
    JOB_ROW_KEPT,
    LARGE_INCIDENT_PERSONS,
    LEDGER_KEPT,
    NETWORK_LOG_CEILING,
    NETWORK_LOG_FLOOR,
    NETWORK_LOG_KEPT,
    NETWORK_LOG_MONTHS,
    NOTICE_KEPT,
    PACKAGE_KEPT,
    PAGE_COUNT_KEPT,
    PENDING_MAIL_KEPT,
    POLICY_NOTICE,
    PURGE_RUN_KEPT,
    QUESTION_WORKING_DAYS,
    REGULATOR_REPORT,
    REGULATOR_SUMMARY,
    REMEMBERED_NAME_KEPT,
    SAVE_REMINDERS,
    SESSION_IDLE,
    SHARING_LOG_KEPT,
    SMALLEST_GROUP,
    TICKET_BODY_KEPT,
    TICKET_KEPT,
    UPLOAD_CEILING,
)
from privacy.promises.minors import MINORS
from privacy.promises.permissions import PERMISSIONS
from privacy.promises.promise import Promise
from privacy.promises.protection import PROTECTION
from privacy.promises.revision import REVISION
from privacy.promises.rights import RIGHTS
from privacy.promises.sharing import SHARING
from privacy.promises.storage import STORAGE
from privacy.promises.third_parties import THIRD_PARTIES

_IN_ORDER = (
    *INTRODUCTION,
    *FACE_DATA,
    *COLLECTION,
    *PERMISSIONS,
    *EXCEPTIONS,
    *COOKIES,
    *SHARING,
    *DISCLOSURE,
    *STORAGE,
    *PROTECTION,
    *INCIDENTS,
    *RIGHTS,
    *THIRD_PARTIES,
    *MINORS,
    *REVISION,
    *CONTACT,
)

PROMISES: Mapping[str, Promise] = MappingProxyType({one.key: one for one in _IN_ORDER})

__all__ = [
    "ADULT_AGE",
    "ANNOUNCEMENT_KEPT",
    "API_TOKEN_KEPT",
    "ATTEMPT_LOG_KEPT",
    "BACKUP_KEPT",
    "BREACH_REPORT",
    "CANARY_RUN_KEPT",
    "CHECK_RESULT_KEPT",
    "CHILD_AGE",
    "CHILD_WORKING_DAYS",
    "CLIP_CEILING",
    "COMPLAINT_WORKING_DAYS",
    "COUNTING_CHOICE_KEPT",
    "CRITICAL_REPORT",
    "CUTOUT_KEPT",
    "DEVICE_KEPT",
    "DRILL_KEPT",
    "DRILL_READY",
    "EFFECT_KEPT",
    "EFFECT_PURGE_TARGET",
    "EXPORT_KEPT",
    "GUARDIAN_PROOF_KEPT",
    "GUARDIAN_SILENCE",
    "IDEMPOTENCY_KEPT",
    "IMMEDIATELY",
    "INCIDENT_KEPT",
    "JOB_ROW_KEPT",
    "LARGE_INCIDENT_PERSONS",
    "LEDGER_KEPT",
    "NETWORK_LOG_CEILING",
    "NETWORK_LOG_FLOOR",
    "NETWORK_LOG_KEPT",
    "NETWORK_LOG_LAW",
    "NETWORK_LOG_MONTHS",
    "NOTICE_KEPT",
    "PACKAGE_KEPT",
    "PAGE_COUNT_KEPT",
    "PENDING_MAIL_KEPT",
    "POLICY_NOTICE",
    "PROMISES",
    "PURGE_RUN_KEPT",
    "QUESTION_WORKING_DAYS",
    "REGULATOR_REPORT",
    "REGULATOR_SUMMARY",
    "REMEMBERED_NAME_KEPT",
    "SAVE_REMINDERS",
    "SESSION_IDLE",
    "SHARING_LOG_KEPT",
    "SMALLEST_GROUP",
    "TICKET_BODY_KEPT",
    "TICKET_KEPT",
    "UPLOAD_CEILING",
    "LawReference",
    "Promise",
]
