"""End sign-ins: one, all others, or all there are."""

from allauth.usersessions.models import UserSession

from accounts.models import Session, User
from privacy.models.refusal import Refused


def live_sessions(person: User) -> list[UserSession]:
    """This function will return the person's sign-ins that still open something, newest first."""
    known = list(UserSession.objects.filter(user=person).order_by("-created_at"))
    keys = [one.session_key for one in known]
    alive = set(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True))
    return [one for one in known if one.session_key in alive]


def end_session(person: User, session_id: int) -> None:
    """This function will end one of the person's sign-ins.

    :raises Refused: `not_found` when it is not theirs
    """
    session = UserSession.objects.filter(user=person, pk=session_id).first()
    if session is None:
        raise Refused("not_found", 404)
    session.end()


def end_other_sessions(person: User, *, but: str) -> int:
    """This function will end every sign-in of the person except the one with that key.

    Those too that no list knows of; it returns how many there were.
    """
    UserSession.objects.filter(user=person).exclude(session_key=but).delete()
    ended, _by_model = Session.objects.filter(person=person).exclude(pk=but).delete()
    return ended


def end_all_sessions(person: User) -> int:
    """This function will end every sign-in and return how many there were."""
    return end_other_sessions(person, but="")
