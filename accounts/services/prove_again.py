"""Prove again who one is, right now: before an export, a cancellation, anything irreversible.

The password is typed for this one act, and the second factor where there is one. An account
without a password (sign-in elsewhere) gets a code by mail instead; being signed in is no proof.
"""

import secrets
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User
from accounts.services.prove_identity import prove_identity, prove_second_factor
from accounts.services.send_code import send_code
from privacy.encryption import keyed_hash
from privacy.models.refusal import Refused

CODE_KEPT = timedelta(minutes=10)
CODE_DIGITS = 8


def prove_again(
    request: HttpRequest, person: User, *, password: str = "", otp: str = "", code: str = ""
) -> None:
    """This function will let pass who types the password (or the mailed code) and any factor.

    :raises Refused: `invalid_credentials` or `otp_required`, both 403 since the person is signed
        in; `too_many_attempts` is axes' own answer
    """
    try:
        if person.has_usable_password():
            prove_identity(request, email=person.email, password=password, otp=otp)
            return
        _prove_code(person, code)
        prove_second_factor(request, person, otp)
    except Refused as refused:
        raise Refused(refused.code, 403) from refused


def mail_code(person: User) -> None:
    """This function will mail a code to whoever has no password."""
    code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
    cache.set(_place(person), _mark(person, code), CODE_KEPT.total_seconds())
    send_code(person, code)


def _prove_code(person: User, code: str) -> None:
    expected = cache.get(_place(person)) or ""
    # One try for one code: eight digits cannot be guessed at leisure.
    cache.delete(_place(person))
    if not (code and secrets.compare_digest(expected, _mark(person, code))):
        raise Refused("invalid_credentials", 403)


def _place(person: User) -> str:
    return f"code:{keyed_hash(str(person.pk), purpose='mailed_code')}"


def _mark(person: User, code: str) -> str:
    return keyed_hash(f"{person.pk}|{code.strip()}", purpose="mailed_code")
