"""Start-up of the app: every app's declarations, controls and tasks are found by name."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    """Loads the register, as the admin loads its classes, and its system checks."""

    name = "privacy"

    def ready(self) -> None:
        autodiscover_modules("personal_data", "controls", "tasks")
        _import_modules_of("controls")
        from privacy.registry import checks  # noqa: F401 registers the system checks


def _import_modules_of(package: str) -> None:
    """Of an app whose controls are a package, each module of it declares some."""
    for app in apps.get_app_configs():
        name = f"{app.name}.{package}"
        folder = f"{app.path}/{package}"
        for module in iter_modules([folder]):
            import_module(f"{name}.{module.name}")
