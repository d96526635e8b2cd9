"""Cancellations, for whoever has the secret of one."""

from privacy.encryption import hash_secret
from privacy.models import Erasure
from privacy.models.refusal import Refused


def erasure_by_secret(secret: str) -> Erasure:
    """This function will return the cancellation whose status page this is.

    :raises Refused: `not_found`, 404
    """
    erasure = Erasure.objects.filter(token_sha256=hash_secret(secret)).first()
    if erasure is None:
        raise Refused("not_found", 404)
    return erasure
