"""What follows when a person has proven that the address is theirs."""

from datetime import datetime

from accounts.models import GuardianLink, User
from accounts.services.link_guardian import invite_guardian


def confirm_address(person: User, *, now: datetime) -> None:
    """This function will open the account, or have a child's wait for the guardian."""
    if person.state != User.State.CONFIRM_EMAIL:
        return
    person.state = _next_state(person)
    person.save(update_fields=["state"])
    if person.has_guardian_pending:
        invite_guardian(person, now=now)


def _next_state(person: User) -> User.State:
    is_child = person.age_band == User.AgeBand.CHILD
    consented = person.guardian_links.filter(state=GuardianLink.State.CONSENTED)
    if is_child and not consented.exists():
        return User.State.AWAITING_GUARDIAN
    return User.State.ACTIVE
