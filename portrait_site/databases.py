"""Three databases: everything, the object keys (never backed up), the network log."""

from typing import Any

from django.db.models import Model

HOMES = {"privacy.datakey": "keys", "privacy.networklogentry": "log", "privacy.tombstone": "log"}


class DatabaseRouter:
    """Sends each model to the one database that may hold it."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        return _home(model._meta.app_label, model._meta.model_name)

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:
        return _home(model._meta.app_label, model._meta.model_name)

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool:
        # Through the instance: a page's `request.user` is a lazy wrapper of another type.
        homes = {_home(row._meta.app_label, row._meta.model_name) for row in (one, other)}
        return len(homes) == 1

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool:
        if "database" in hints:
            return bool(hints["database"] == db)
        if model_name is None:
            return db == "default"
        return db == _home(app_label, model_name)


def _home(app_label: str, model_name: str | None) -> str:
    # From these two words alone: the table of the database cache has no model with a label.
    return HOMES.get(f"{app_label}.{model_name}".lower(), "default")
