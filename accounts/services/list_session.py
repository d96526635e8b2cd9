"""Keep the list of sign-ins that a person sees under Security."""

from allauth.usersessions.models import UserSession

from accounts.models import User

LONGEST_AGENT = UserSession._meta.get_field("user_agent").max_length


def list_session(person: User, *, user_agent: str, address: str, session_key: str) -> None:
    """This function will put a sign-in on the list."""
    row = UserSession(
        session_key=session_key, user=person, ip=address, user_agent=user_agent[:LONGEST_AGENT]
    )
    UserSession.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "ip", "user_agent", "last_seen_at"],
    )


def unlist_session(session_key: str) -> None:
    """This function will take a session that was signed out off the list.

    One that nobody uses any more goes by its clock.
    """
    UserSession.objects.filter(session_key=session_key).delete()
