"""Look everywhere for a canary's photo and portrait, or for its address and pseudonym."""

import json
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from portrait_site.canary.person import address_of
from portrait_site.canary.places import everywhere
from portrait_site.canary.traces import Trace, Windows
from privacy.models import CanaryRun, LedgerEntry

FACE, NAME = "face", "name"
# The one place that may know a pseudonym for ever; nothing leads from there to anybody.
LEDGER_KEEPS = "pseudonym"


def look_for(
    run: CanaryRun, what: str, pictures: tuple[bytes, ...], *, now: datetime
) -> Iterator[tuple[str, str]]:
    """This function will name each kind of place that holds a trace, with the kind of trace."""
    wanted = [Trace(FACE, Windows(pictures))] if what == FACE else list(_names(run))
    found = {
        (piece.where, trace.what)
        for piece in everywhere(now)
        for trace in wanted
        if not _may_be(piece.where, trace.what) and trace.is_in(piece.content)
    }
    yield from sorted(found)


def _may_be(where: str, what: str) -> bool:
    # The main database's file holds the ledger's pages; its tables are read one by one instead.
    return what == LEDGER_KEEPS and where in ("ledger", "db")


def _names(run: CanaryRun) -> Iterator[Trace]:
    yield Trace("address", spellings=(address_of(run).encode(),))
    pseudonym = _pseudonym_of(run)
    if pseudonym is not None:
        spellings = (str(pseudonym).encode(), pseudonym.hex.encode(), pseudonym.bytes)
        yield Trace(LEDGER_KEEPS, spellings=spellings)


def _pseudonym_of(run: CanaryRun) -> UUID | None:
    entries = LedgerEntry.objects.filter(stream="canary", subject__isnull=False)
    named = (one for one in entries if json.loads(one.payload).get("run") == str(run.pk))
    first = next(named, None)
    return first.subject if first else None
