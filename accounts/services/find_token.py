"""Whose token is this?"""

from datetime import datetime, timedelta

from accounts.models import ApiToken
from accounts.services.token_format import is_well_formed, stored_form

# Enough to see in Settings whether a token is in use, without a write at every request.
USE_NOTED_EVERY = timedelta(minutes=5)


def find_token(secret: str, *, now: datetime) -> ApiToken | None:
    """This function will return the live token with its person, or None."""
    if not is_well_formed(secret):
        return None
    live = ApiToken.objects.live(now).select_related("person")
    return live.filter(sha256=stored_form(secret)).first()


def note_use(token: ApiToken, *, now: datetime) -> None:
    """This function will note that the token was used, at most every five minutes."""
    if token.last_used_at is not None and now - token.last_used_at < USE_NOTED_EVERY:
        return
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
