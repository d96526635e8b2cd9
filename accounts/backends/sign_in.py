"""Signs people in by their address, and answers what the staff among them may do."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from accounts.selectors import has_second_factor
from privacy.registry.roles import SUPERUSER_RIGHTS
from privacy.selectors.staff import is_suspended, rights_by_role


class SignInBackend(AuthenticationBackend):
    """Rights follow from roles (`privacy.registry.roles`), and from nothing else.

    Django's own groups and permissions are not looked at: a right that was handed out by hand
    would have no agreement, no training and no line in a register behind it.
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """This function will return the rights of one of the staff, looked up once a request."""
        if obj is not None or not (user_obj.is_active and getattr(user_obj, "is_staff", False)):
            return set()
        if not hasattr(user_obj, "_staff_rights"):
            user_obj._staff_rights = _rights_of(user_obj)
        rights: set[str] = user_obj._staff_rights
        return rights

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """This function will say whether a role of theirs allows it."""
        return perm in self.get_all_permissions(user_obj, obj)


def _rights_of(person: Any) -> set[str]:
    own = SUPERUSER_RIGHTS if person.is_superuser and not is_suspended(person) else frozenset()
    if not has_second_factor(person):
        return set(own)
    return {*own, *rights_by_role(person, timezone.now())}
