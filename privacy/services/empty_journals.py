"""Empty the journals of the databases, where what was deleted can still be read for a while."""

from django.db import connections


def empty_journals() -> None:
    """This function will bring each SQLite journal into its database and cut it to nothing.

    Where somebody reads at this moment the journal stays; the next run tries again. PostgreSQL
    recycles its own, which no user of the database can read.
    """
    for alias in connections:
        connection = connections[alias]
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
