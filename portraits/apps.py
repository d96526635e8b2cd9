"""Start-up of the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortraitsConfig(AppConfig):
    """Imports the tasks, so that a name sent by the web process is a known task."""

    name = "portraits"

    def ready(self) -> None:
        autodiscover_modules("tasks")
