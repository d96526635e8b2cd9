"""Who is this? Password, and the second factor where there is one.

Goes through Django's `authenticate` with the request, so that axes counts failures by (name,
address) for the page and the API together. An unknown address costs the same hash as a wrong
password and gets the same answer.
"""

from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from accounts.models import User
from accounts.selectors import has_second_factor
from accounts.services.register_user import normalised
from privacy.models.refusal import Refused

CODES = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def prove_identity(request: HttpRequest, *, email: str, password: str, otp: str = "") -> User:
    """This function will return the person whose password, and code if any, were given.

    :raises Refused: `invalid_credentials`, or `otp_required` when only the code is missing
    """
    name = normalised(email)
    person = authenticate(request, username=name, password=password)
    if not isinstance(person, User):
        raise Refused("invalid_credentials", 401)
    prove_second_factor(request, person, otp)
    AxesProxyHandler.get_implementation().reset_user_attempts(request, {"username": name})
    return person


def prove_second_factor(request: HttpRequest, person: User, otp: str) -> None:
    """This function will let pass who has no second factor, or gives its code.

    :raises Refused: `otp_required`, or `invalid_credentials` for a wrong code
    """
    if not has_second_factor(person):
        return
    if not otp:
        raise Refused("otp_required", 401)
    codes = Authenticator.objects.filter(user=person, type__in=CODES)
    if any(authenticator.wrap().validate_code(otp) for authenticator in codes):
        return
    # A wrong code counts like a wrong password, else six digits could be guessed at leisure.
    user_login_failed.send(__name__, credentials={"username": person.email}, request=request)
    raise Refused("invalid_credentials", 401)
