"""Three databases: everything, the object keys (never backed up), the network log."""

from typing import Any

from django.db.models import Model

HOMES = {"privacy.datakey": "keys", "privacy.networklogentry": "log"}


class DatabaseRouter:
    """Sends each model to the one database that may hold it."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        return HOMES.get(model._meta.label_lower, "default")

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:
        return HOMES.get(model._meta.label_lower, "default")

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool:
        return self.db_for_read(type(one)) == self.db_for_read(type(other))

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool:
        if "database" in hints:
            return bool(hints["database"] == db)
        if model_name is None:
            return db == "default"
        return db == HOMES.get(f"{app_label}.{model_name.lower()}", "default")
