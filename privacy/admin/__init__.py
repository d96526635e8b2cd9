"""Staff pages of the privacy app: the desk, and what was done, found and published."""

from privacy.admin.access import (
    AccessAlertAdmin,
    AccessGrantAdmin,
    AccessReviewAdmin,
    StaffLookAdmin,
)
from privacy.admin.desk import TicketAdmin
from privacy.admin.holds import (
    CanaryRunAdmin,
    HoldAdmin,
    PageCountAdmin,
    RefusedDeletionAdmin,
)
from privacy.admin.holidays import WorkCalendarAdmin
from privacy.admin.organisation import RuleDocumentAdmin, TeamDutyAdmin
from privacy.admin.records import (
    CheckResultAdmin,
    LedgerEntryAdmin,
    PolicyVersionAdmin,
    PurgeRunAdmin,
    ReceiptAdmin,
)
from privacy.admin.staff import (
    DutyBreachAdmin,
    StaffAgreementAdmin,
    StaffRoleAdmin,
    StaffTrainingAdmin,
)

__all__ = [
    "AccessAlertAdmin",
    "AccessGrantAdmin",
    "AccessReviewAdmin",
    "CanaryRunAdmin",
    "CheckResultAdmin",
    "DutyBreachAdmin",
    "HoldAdmin",
    "LedgerEntryAdmin",
    "PageCountAdmin",
    "PolicyVersionAdmin",
    "PurgeRunAdmin",
    "ReceiptAdmin",
    "RefusedDeletionAdmin",
    "RuleDocumentAdmin",
    "StaffAgreementAdmin",
    "StaffLookAdmin",
    "StaffRoleAdmin",
    "StaffTrainingAdmin",
    "TeamDutyAdmin",
    "TicketAdmin",
    "WorkCalendarAdmin",
]
