"""Start-up of the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """Imports the tasks, so that a name sent by the web process is a known task.

    The list of sign-ins is kept by our adapter: allauth's receiver opens every session there is.
    """

    name = "accounts"

    def ready(self) -> None:
        autodiscover_modules("tasks")
        from allauth.account.signals import user_logged_in
        from allauth.usersessions.signals import on_user_logged_in

        user_logged_in.disconnect(on_user_logged_in)
