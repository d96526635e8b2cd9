"""The person who signs in."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone


class UserAccounts(BaseUserManager["User"]):
    """Makes accounts; the sign-in name is the e-mail address, in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **(fields | {"is_staff": True, "is_superuser": True}))


class User(AbstractBaseUser, PermissionsMixin):
    """An account. An adult's birth date is never stored, only that they are one."""

    class AgeBand(models.TextChoices):
        ADULT = "adult"
        TEEN = "teen"
        CHILD = "child"

    class State(models.TextChoices):
        ACTIVE = "active"
        CONFIRM_EMAIL = "confirm_email"
        AWAITING_GUARDIAN = "awaiting_guardian"

    email = models.EmailField(max_length=254, unique=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ACTIVE)
    age_band = models.CharField(max_length=8, choices=AgeBand.choices, default=AgeBand.ADULT)
    # Sealed with the field key; only minors have one, and only until they are 18.
    sealed_birth_date = models.BinaryField(null=True)
    locale = models.CharField(max_length=16, default="en")
    # Whether portraits may be shared by a link; off for minors until somebody switches it on.
    is_sharing_on = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserAccounts()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="adults_have_no_birth_date",
                condition=~models.Q(age_band="adult") | models.Q(sealed_birth_date__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"person {self.pk}"

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """This function will say whether a role allows it: being a superuser is no shortcut."""
        return obj is None and perm in self.get_all_permissions()

    def has_module_perms(self, app_label: str) -> bool:
        """This function will say whether any right of theirs is one of the app's."""
        return any(right.startswith(f"{app_label}.") for right in self.get_all_permissions())

    @property
    def has_guardian_pending(self) -> bool:
        return self.state == self.State.AWAITING_GUARDIAN

    @property
    def is_minor(self) -> bool:
        return self.age_band != self.AgeBand.ADULT


def age_on(birth_date: date, today: date) -> int:
    """This function will return the completed years of age on a day."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday)
