"""Sessions that know whose they are, so that ending all of a person's is one query."""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

# Whose password was right, in a session that waits for its second step.
BEGUN_BY = "person_that_sign_in_began_for"


class Session(AbstractBaseSession):
    """One browser's session; nobody's until somebody signs in, or begins to."""

    # No constraint: Django's store would take its error for a key in use and try for ever, when an
    # account is erased just as somebody signs in to it. Such a session opens nothing.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, db_constraint=False
    )

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return "session"

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, with the account's number in a column of its own."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        # One that waits for its second step belongs to the account already.
        row.person_id = data.get(SESSION_KEY) or data.get(BEGUN_BY)
        return row
