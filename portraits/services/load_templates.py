"""Bring the starter catalogue into this copy: make what is new or changed, leave the rest alone.

A template whose artwork is the same costs a comparison. What staff made under a slug of the
catalogue is theirs and stays; what they withdrew stays withdrawn.
"""

import os
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

from django.core.files.storage import default_storage

from portraits.engine.errors import EngineError
from portraits.models import Template
from portraits.services.publish_template import TemplateWords, store_template
from portraits.starter.build import Built, build_all
from portraits.starter.catalogue import Piece, read_catalogue

# Told of every template made: its slug, "" or an engine error code, how many are done, of how many.
Report = Callable[[str, str, int, int], None]


def load_templates(*, now: datetime, report: Report, processes: int | None = None) -> list[str]:
    """This function will publish what is new or changed and return the slugs that failed."""
    pieces = outdated_pieces()
    failed = []
    for done, (piece, making) in enumerate(build_all(pieces, processes or _free_cores()), start=1):
        code = _publish(piece, making, now)
        failed += [piece.slug] if code else []
        report(piece.slug, code, done, len(pieces))
    return failed


def outdated_pieces() -> list[Piece]:
    """This function will return the templates of the catalogue that are not here as they are."""
    rows = {row.slug: row for row in Template.objects.all()}
    return [piece for piece in read_catalogue() if not _is_current(piece, rows.get(piece.slug))]


def _is_current(piece: Piece, row: Template | None) -> bool:
    if row is None:
        return False
    if not row.artwork_sha256:
        return True
    is_same = row.artwork_sha256 == piece.artwork_sha256
    return is_same and all(default_storage.exists(n) for n in (row.pack_file, row.preview_file))


def _free_cores() -> int:
    return len(os.sched_getaffinity(0))


def _publish(piece: Piece, making: Future[Built], now: datetime) -> str:
    try:
        built = making.result()
    except EngineError as error:
        return error.code
    store_template(
        built.pack,
        built.preview,
        words=words_of(piece),
        now=now,
        artwork_sha256=piece.artwork_sha256,
        state=_state_of(piece.slug),
    )
    return ""


def _state_of(slug: str) -> str:
    is_withdrawn = Template.objects.filter(slug=slug, state=Template.State.WITHDRAWN).exists()
    return Template.State.WITHDRAWN if is_withdrawn else Template.State.PUBLISHED


def words_of(piece: Piece) -> TemplateWords:
    """This function will return what people read about a template of the catalogue."""
    return TemplateWords(
        titles=piece.titles,
        descriptions=piece.descriptions,
        tags=piece.tags,
        category=piece.category,
        source=piece.source,
        licence=piece.licence,
        order=piece.order,
    )
