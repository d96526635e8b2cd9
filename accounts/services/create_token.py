"""Make a personal access token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import ApiToken, User
from accounts.services.token_format import new_secret, stored_form
from privacy.models.refusal import Refused
from privacy.promises.limits import API_TOKEN_KEPT

# Whatever can end the account or take its data away is asked for by name.
DEFAULT_SCOPES = (ApiToken.Scope.PORTRAITS, ApiToken.Scope.CONSENTS, ApiToken.Scope.TICKETS)


@dataclass(frozen=True, slots=True)
class NewToken:
    """The row, and the secret that is shown this once."""

    row: ApiToken
    secret: str


def create_token(
    person: User,
    *,
    scopes: Sequence[str] | None = None,
    name: str = "",
    days: int | None = None,
    now: datetime,
) -> NewToken:
    """This function will make a token; without scopes it may do all but what needs `account`.

    It ends after `days`, and after 90 in any case.

    :raises Refused: `email_unconfirmed` while the address is not confirmed
    """
    if person.state == User.State.CONFIRM_EMAIL:
        raise Refused("email_unconfirmed", 403)
    secret = new_secret()
    row = ApiToken.objects.create(
        person=person,
        name=name,
        sha256=stored_form(secret),
        scopes=[str(scope) for scope in (DEFAULT_SCOPES if scopes is None else scopes)],
        created_at=now,
        expires_at=now + min(API_TOKEN_KEPT, timedelta(days=days) if days else API_TOKEN_KEPT),
    )
    return NewToken(row, secret)
