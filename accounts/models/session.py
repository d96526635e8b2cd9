"""Sessions that know whose they are, so that ending all of a person's is one query."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models, transaction

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
    """Django's sessions in the database, with the account's number in a column of its own.

    What one request has written already is not written again at its end: a sign-in saves its
    session in the transaction of everything else it writes.
    """

    _written = ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        # One that waits for its second step belongs to the account already.
        row.person_id = data.get(SESSION_KEY) or data.get(BEGUN_BY)
        return row

    def save(self, must_create: bool = False) -> None:
        if self._state() == self._written and not must_create:
            return
        super().save(must_create)
        # Only what was committed is written.
        transaction.on_commit(partial(setattr, self, "_written", self._state()))

    def _state(self) -> str:
        loaded: Any = self
        content = self.serializer().dumps(loaded._get_session(no_load=self.session_key is None))
        return f"{self.session_key}:{content!r}"
