"""Staff pages of the privacy app: the desk, and what was done, found and published."""

from privacy.admin.desk import TicketAdmin
from privacy.admin.exceptions import BasisInvocationAdmin
from privacy.admin.holds import (
    CanaryRunAdmin,
    HoldAdmin,
    PageCountAdmin,
    RefusedDeletionAdmin,
)
from privacy.admin.records import (
    CheckResultAdmin,
    LedgerEntryAdmin,
    PolicyVersionAdmin,
    PurgeRunAdmin,
    ReceiptAdmin,
)
from privacy.admin.releases import DeidReleaseAdmin
from privacy.admin.third_parties import SharingEventAdmin, ThirdPartyAdmin
from privacy.admin.transfers import ControllerTransferAdmin, CrossBorderTransferAdmin

__all__ = [
    "BasisInvocationAdmin",
    "CanaryRunAdmin",
    "CheckResultAdmin",
    "ControllerTransferAdmin",
    "CrossBorderTransferAdmin",
    "DeidReleaseAdmin",
    "HoldAdmin",
    "LedgerEntryAdmin",
    "PageCountAdmin",
    "PolicyVersionAdmin",
    "PurgeRunAdmin",
    "ReceiptAdmin",
    "RefusedDeletionAdmin",
    "SharingEventAdmin",
    "ThirdPartyAdmin",
    "TicketAdmin",
]
