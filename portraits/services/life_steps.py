"""The named steps of a photo's life, so that a test can stop a process at each of them."""

from collections.abc import Callable
from typing import Literal

from django.conf import settings
from django.utils.module_loading import import_string

Step = Literal[
    "sealed",
    "committed",
    "published",
    "leased",
    "decoded",
    "effect_sealed",
    "effect_committed",
    "key_destroyed",
    "object_deleted",
    "absence_verified",
    "receipt_signed",
]


def reach(step: str) -> None:
    """This function will tell the hook, when there is one, that a step was committed."""
    if settings.LIFE_STEP_HOOK:
        hook: Callable[[str], None] = import_string(settings.LIFE_STEP_HOOK)
        hook(step)
