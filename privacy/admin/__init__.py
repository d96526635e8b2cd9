"""Staff pages of the privacy app: the desk, and what was done, found and published."""

from privacy.admin.desk import TicketAdmin
from privacy.admin.holds import (
    CanaryRunAdmin,
    HoldAdmin,
    PageCountAdmin,
    RefusedDeletionAdmin,
)
from privacy.admin.holidays import WorkCalendarAdmin
from privacy.admin.records import (
    CheckResultAdmin,
    LedgerEntryAdmin,
    PolicyVersionAdmin,
    PurgeRunAdmin,
    ReceiptAdmin,
)

__all__ = [
    "CanaryRunAdmin",
    "CheckResultAdmin",
    "HoldAdmin",
    "LedgerEntryAdmin",
    "PageCountAdmin",
    "PolicyVersionAdmin",
    "PurgeRunAdmin",
    "ReceiptAdmin",
    "RefusedDeletionAdmin",
    "TicketAdmin",
    "WorkCalendarAdmin",
]
