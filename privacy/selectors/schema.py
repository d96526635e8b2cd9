"""What the databases themselves say of their columns and triggers, whatever the models say."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connections

from privacy.registry import models_without

COLUMNS = {
    "sqlite": "SELECT tables.name, columns.name FROM sqlite_master AS tables"
    " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()",
}
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def columns_about_people() -> list[tuple[str, str]]:
    """This function will return table and column of all that is not declared to be about nobody."""
    nobodys = {apps.get_model(name)._meta.db_table for name in models_without()}
    return [one for alias in settings.DATABASES for one in _columns(alias) if one[0] not in nobodys]


def trigger_names() -> set[str]:
    """This function will return the triggers of the main database that are switched on."""
    return {name for (name,) in _rows("default", TRIGGERS)}


def _columns(alias: str) -> Iterator[tuple[str, str]]:
    yield from ((str(table), str(column)) for table, column in _rows(alias, COLUMNS))


def _rows(alias: str, statements: dict[str, str]) -> list[tuple[str, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(statements[connections[alias].vendor])
        return list(cursor.fetchall())
