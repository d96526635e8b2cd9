"""What a password must be, wherever one is chosen."""

from django.contrib.auth.password_validation import validate_password

from accounts.models import User


def check_password(password: str, email: str) -> None:
    """This function will apply the configured rules; the address must not be the password.

    :raises ValidationError: with every rule that is broken
    """
    validate_password(password, User(email=email))
