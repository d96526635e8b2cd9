"""Three databases: everything, the object keys (never backed up), the network log."""

from typing import Any

from django.db.models import Model

# The cache counts requests and remembers codes for minutes: losing the last second of it in a power
# cut costs nothing, and each count would cost a synced commit in the main database.
HOMES = {
    "privacy.datakey": "keys",
    "privacy.networklogentry": "log",
    "privacy.tombstone": "log",
    "django_cache.cacheentry": "log",
}


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
