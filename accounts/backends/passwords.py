"""How passwords are checked and kept."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.services.normalize_password import normalize_password


class MaximumLengthValidator:
    """Refuses what no person types: hashing a megabyte would be work for nothing."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(
                _("This password is too long. It may have at most %(max_length)d characters."),
                code="password_too_long",
                params={"max_length": self.max_length},
            )

    def get_help_text(self) -> str:
        return _("At most %(max_length)d characters.") % {"max_length": self.max_length}


# Each hash takes 19 MiB and a core: more at once would only push pages aside.
_hash_slots = threading.BoundedSemaphore(2)


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP's first choice).

    The text is brought to Unicode NFKC first: the same letters may arrive composed or not,
    depending on the keyboard (NIST SP 800-63B-4, 3.1.1.2).
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _hash_slots:
            return super().encode(normalize_password(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _hash_slots:
            return super().verify(normalize_password(password), encoded)
