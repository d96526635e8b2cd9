"""Start-up of the app: every app's declarations, controls and tasks are found by name."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    """Loads the register, as the admin loads its classes, and its system checks."""

    name = "privacy"

    def ready(self) -> None:
        autodiscover_modules("personal_data", "controls", "tasks")
        from privacy.registry import checks  # noqa: F401 registers the system checks
