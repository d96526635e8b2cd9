"""Notice at the start that the keys are not the ones that this data was sealed with.

Design. At set-up each key makes a proof, kept in the main database. A start compares: with a wrong
or a missing key nothing is served, nothing is made anew in its place, and nothing is deleted, since
what cannot be opened with the wrong key is whole under the right one.
"""

import hmac
from pathlib import Path

from django.conf import settings

from privacy import encryption
from privacy.models import KeyProof


class WrongKey(Exception):
    """A key is missing or another one; the message says which, and what to do."""


def require_right_keys() -> None:
    """This function will compare every key with its proof.

    :raises WrongKey: when one is missing or is not what it was
    """
    for proof in KeyProof.objects.order_by("purpose"):
        version, expected = str(bytes(proof.proof)[0]), bytes(proof.proof)[1:]
        try:
            is_right = hmac.compare_digest(encryption.prove_key(proof.purpose, version), expected)
        except encryption.KeyMissing:
            is_right = False
        if not is_right:
            raise WrongKey(
                f"{proof.purpose} key {version} is missing or another one than this data was "
                "sealed with. Nothing was changed: put the right key files into the keys folder."
            )


def prepare_keys() -> None:
    """This function will check the keys there are, make those that never were, and prove all.

    :raises WrongKey: before anything is made
    """
    require_right_keys()
    if not settings.ENVIRONMENT_KEYS:
        encryption.create_missing_keys(Path(settings.KEYS_DIR))
    proven = set(KeyProof.objects.values_list("purpose", flat=True))
    for purpose in set(encryption.PURPOSES) - proven:
        write_proof(purpose)


def write_proof(purpose: str) -> None:
    """This function will prove the newest key of a purpose: at set-up, and after a rotation."""
    version = encryption.key_ring().newest(purpose).version
    proof = bytes([int(version)]) + encryption.prove_key(purpose, version)
    KeyProof.objects.update_or_create(purpose=purpose, defaults={"proof": proof})
