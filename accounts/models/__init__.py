"""Rows of the accounts app."""

from accounts.models.api_token import ApiToken
from accounts.models.guardian_link import GuardianLink
from accounts.models.known_device import KnownDevice
from accounts.models.session import BEGUN_BY, Session
from accounts.models.signup_tally import SignupTally
from accounts.models.user import User

__all__ = [
    "BEGUN_BY",
    "ApiToken",
    "GuardianLink",
    "KnownDevice",
    "Session",
    "SignupTally",
    "User",
]
