"""The steps of an announcement."""

from types import MappingProxyType

from privacy.models import Announcement
from privacy.registry.roles import Right
from privacy.services.transitions import SCHEDULED, Steps, step

State = Announcement.State
ANNOUNCE = Right.ANNOUNCE

STEPS: Steps = MappingProxyType(
    {
        "approve": step({State.DRAFT}, State.APPROVED, ANNOUNCE, not_by=("filed_by",)),
        "publish": step({State.APPROVED}, State.PUBLISHED, ANNOUNCE),
        "end": step({State.PUBLISHED}, State.ENDED, ANNOUNCE, SCHEDULED),
    }
)
