"""Signed-in browsers: plainly, with a fresh proof, with a second factor."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.models import User

BACKEND = "accounts.backends.sign_in.SignInBackend"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, person: User, *, proven_s_ago: float | None = None) -> Client:
    """Sign in; with `proven_s_ago` the session says that the password was asked that long ago."""
    client.force_login(person, backend=BACKEND)
    if proven_s_ago is not None:
        _record(client, person, method="password", at=time.time() - proven_s_ago)
    return client


def sign_in_with_factor(client: Client, person: User, *, proven_s_ago: float = 0) -> Client:
    """Sign in with an authenticator app, enrolled if it was not."""
    if not person.authenticator_set.exists():  # type: ignore[attr-defined]
        TOTP.activate(person, SECRET)
    client.force_login(person, backend=BACKEND)
    _record(client, person, method="mfa", type="totp", at=time.time() - proven_s_ago)
    return client


def _record(client: Client, person: User, **record: Any) -> None:
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record | {"reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
