"""What each role of the staff may do: the only place where a right is given.

Everything is denied that no line here allows. Groups and single permissions of Django give
nothing (`accounts.backends`). The names of rights look like Django's permissions, since that is
what the admin asks for; those it invents by itself (`privacy.view_ticket`) exist here only where
a page of a package asks for them.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody of the staff is; one person can be several."""

    SUPPORT = "support"
    PRIVACY_OFFICER = "privacy_officer"
    LEGAL_APPROVER = "legal_approver"
    SECURITY = "security"
    AUDITOR = "auditor"
    TEMPLATE_EDITOR = "template_editor"


class Right(StrEnum):
    """One thing that somebody may do."""

    WORK_ON_TICKETS = "privacy.work_on_tickets"
    DECIDE_TICKETS = "privacy.decide_tickets"
    # --- personal data
    FIND_ACCOUNTS = "accounts.find_accounts"
    REVEAL_DATA = "privacy.reveal_data"
    GRANT_ACCESS = "privacy.grant_access"
    GRANT_ACCESS_TO_CHILDREN = "privacy.grant_access_to_children"
    REVIEW_ACCESS = "privacy.review_access"
    # --- registers
    FILE_STAFF = "privacy.file_staff"
    READ_STAFF = "privacy.read_staff"
    FILE_SHARING = "privacy.file_sharing"
    APPROVE_SHARING = "privacy.approve_sharing"
    FILE_DISCLOSURES = "privacy.file_disclosures"
    REVIEW_DISCLOSURES = "privacy.review_disclosures"
    APPROVE_DISCLOSURES = "privacy.approve_disclosures"
    PLACE_HOLDS = "privacy.place_holds"
    APPROVE_HOLDS = "privacy.approve_holds"
    WORK_ON_INCIDENTS = "privacy.work_on_incidents"
    PUBLISH_INCIDENTS = "privacy.publish_incidents"
    ANNOUNCE = "privacy.announce"
    DRAFT_POLICY = "privacy.draft_policy"
    APPROVE_POLICY = "privacy.approve_policy"
    END_SERVICE = "privacy.end_service"
    APPROVE_END_OF_SERVICE = "privacy.approve_end_of_service"
    # --- looking on
    READ_RECORDS = "privacy.read_records"
    READ_REGISTERS = "privacy.read_registers"
    READ_JOBS = "portraits.read_jobs"
    # --- running the site
    EDIT_TEMPLATES = "portraits.edit_templates"
    MANAGE_STAFF_FLAGS = "accounts.manage_staff_flags"
    MANAGE_SCHEDULE = "django_celery_beat.manage_schedule"


RIGHTS_OF: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.SUPPORT: frozenset({Right.WORK_ON_TICKETS, Right.REVEAL_DATA, Right.READ_JOBS}),
        Role.PRIVACY_OFFICER: frozenset(
            {
                Right.WORK_ON_TICKETS,
                Right.DECIDE_TICKETS,
                Right.FIND_ACCOUNTS,
                Right.REVEAL_DATA,
                Right.GRANT_ACCESS,
                Right.GRANT_ACCESS_TO_CHILDREN,
                Right.READ_STAFF,
                Right.FILE_SHARING,
                Right.FILE_DISCLOSURES,
                Right.REVIEW_DISCLOSURES,
                Right.PLACE_HOLDS,
                Right.PUBLISH_INCIDENTS,
                Right.ANNOUNCE,
                Right.DRAFT_POLICY,
                Right.APPROVE_POLICY,
                Right.END_SERVICE,
                Right.READ_RECORDS,
                Right.READ_REGISTERS,
                Right.READ_JOBS,
            }
        ),
        Role.LEGAL_APPROVER: frozenset(
            {
                Right.APPROVE_SHARING,
                Right.APPROVE_DISCLOSURES,
                Right.APPROVE_HOLDS,
                Right.APPROVE_POLICY,
                Right.APPROVE_END_OF_SERVICE,
                Right.GRANT_ACCESS,
                Right.READ_RECORDS,
                Right.READ_REGISTERS,
            }
        ),
        Role.SECURITY: frozenset(
            {
                Right.FIND_ACCOUNTS,
                Right.REVEAL_DATA,
                Right.REVIEW_ACCESS,
                Right.READ_STAFF,
                Right.WORK_ON_INCIDENTS,
                Right.READ_RECORDS,
                Right.READ_REGISTERS,
                Right.READ_JOBS,
            }
        ),
        Role.AUDITOR: frozenset({Right.READ_STAFF, Right.READ_RECORDS, Right.READ_REGISTERS}),
        Role.TEMPLATE_EDITOR: frozenset({Right.EDIT_TEMPLATES}),
    }
)

# Without any role: what makes a new machine usable. Nothing of a person can be seen with it.
SUPERUSER_RIGHTS: frozenset[Right] = frozenset(
    {
        Right.FILE_STAFF,
        Right.READ_STAFF,
        Right.MANAGE_STAFF_FLAGS,
        Right.MANAGE_SCHEDULE,
        Right.EDIT_TEMPLATES,
        Right.READ_JOBS,
    }
)


def roles_with(right: str) -> list[Role]:
    """This function will name the roles that a right belongs to."""
    return [role for role, rights in RIGHTS_OF.items() if right in rights]
