"""End personal access tokens, from the next request on."""

from uuid import UUID

from accounts.models import ApiToken, User
from privacy.models.refusal import Refused


def revoke_token(person: User, token_id: UUID) -> None:
    """This function will end one of the person's tokens.

    :raises Refused: `not_found` when it is not theirs
    """
    ended, _by_model = ApiToken.objects.filter(person=person, id=token_id).delete()
    if not ended:
        raise Refused("not_found", 404)


def revoke_all_tokens(person_id: int) -> int:
    """This function will end every token of a person and say how many there were."""
    ended, _by_model = ApiToken.objects.filter(person_id=person_id).delete()
    return ended
