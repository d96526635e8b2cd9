"""Staff pages of the privacy app: the desk, and what was done, found and published."""

from privacy.admin.announcements import AnnouncementAdmin
from privacy.admin.desk import TicketAdmin
from privacy.admin.holds import (
    CanaryRunAdmin,
    HoldAdmin,
    PageCountAdmin,
    RefusedDeletionAdmin,
)
from privacy.admin.incidents import IncidentAdmin
from privacy.admin.records import (
    CheckResultAdmin,
    LedgerEntryAdmin,
    PolicyVersionAdmin,
    PurgeRunAdmin,
    ReceiptAdmin,
)

__all__ = [
    "AnnouncementAdmin",
    "CanaryRunAdmin",
    "CheckResultAdmin",
    "HoldAdmin",
    "IncidentAdmin",
    "LedgerEntryAdmin",
    "PageCountAdmin",
    "PolicyVersionAdmin",
    "PurgeRunAdmin",
    "ReceiptAdmin",
    "RefusedDeletionAdmin",
    "TicketAdmin",
]
