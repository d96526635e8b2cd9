"""Who a canary is: an address, a photo and a password, all made from the run's id or at random."""

import secrets
from datetime import date, datetime

import numpy as np

from accounts.models import User
from accounts.services.confirm_address import confirm_address
from accounts.services.register_user import register_user
from portraits.engine.codec import encode_jpeg
from portraits.starter.sitter import SITTERS, paint_sitter
from privacy.encryption import keyed_hash
from privacy.models import CanaryRun
from privacy.policies.consents import CONSENTS
from privacy.selectors import current_policy
from privacy.services.decide_consent import grant_consent

# Nobody can be there (RFC 2606), so that no mail goes out.
DOMAIN = "canary.invalid"
BIRTH_DATE = date(1990, 1, 1)
LOCALE = "en"
PURPOSE = "face_portrait"
METHOD = "canary"
# Grey levels: enough to make every block of the file this photo's own, too little to be seen.
GRAIN = 3


def address_of(run: CanaryRun) -> str:
    """This function will return the run's address; without the hash key nobody can name it."""
    return f"{_secret(run)[:32]}@{DOMAIN}"


def photo_of(run: CanaryRun) -> bytes:
    """This function will paint the run's own photo, always the same one."""
    seed = int(_secret(run), 16)
    picture = paint_sitter(seed % SITTERS).picture
    grain = np.random.default_rng(seed).integers(-GRAIN, GRAIN + 1, picture.shape, np.int16)
    return encode_jpeg(np.clip(picture + grain, 0, 255).astype(np.uint8))


def _secret(run: CanaryRun) -> str:
    return keyed_hash(str(run.pk), purpose="canary")


def register(run: CanaryRun, *, now: datetime) -> User:
    """This function will make the account and agree to what everybody is asked.

    Nobody can sign in to it: the password is forgotten here, and no other one opens it.
    """
    person = register_user(
        email=address_of(run),
        password=secrets.token_urlsafe(32),
        birth_date=BIRTH_DATE,
        guardian_email=None,
        accept_policy=current_policy(LOCALE).version,
        locale=LOCALE,
        now=now,
        address_hash="canary",
    )
    person.set_unusable_password()
    person.save(update_fields=["password"])
    confirm_address(person, now=now)
    version = CONSENTS[PURPOSE].version
    grant_consent(person, PURPOSE, text_version=version, locale=LOCALE, now=now, method=METHOD)
    return person
